"""Storing daily values: the same twice changes nothing, a correction supersedes, undoing brings back what stood."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from glidepath.care.checkins.tests.people import Clinic, actor_of
from glidepath.foundation import audit
from glidepath.interfaces.wearables import operations, waiting
from glidepath.interfaces.wearables.models import DeviceFile, FileState
from glidepath.interfaces.wearables.tests.making import AT, text_file
from glidepath.record.observations.device_reads import (
    SLEEP_HOURS,
    STEPS,
    chosen_days,
    last_told_on,
    shared_since,
    sources_of,
)
from glidepath.record.observations.models import Observation
from glidepath.record.patients.models import Patient

MARCH_1 = date(2027, 3, 1)
pytestmark = pytest.mark.usefixtures("folder", "noon")


def day_rows(*rows: str) -> tuple[str, ...]:
    return ("date,source,steps,sleep_hours", *rows)


def send(clinic: Clinic, tmp_path: Path, *lines: str, by=None, at=AT) -> DeviceFile:
    """Agree, send a table, and read it."""
    by = by or actor_of(clinic.patient)
    operations.agree(by=by, at=at, patient=clinic.patient)
    content = text_file(tmp_path, "days.csv", *lines).read_bytes()
    row = operations.take_file(by=by, at=at, patient=clinic.patient, name="days.csv", chunks=[content])
    assert waiting.read_one(row)
    row.refresh_from_db()
    return row


def shown(patient: Patient, code: str = STEPS) -> dict[date, tuple[str, str, str]]:
    """Day to value, source and reason, as the chart takes them."""
    found = chosen_days(patient.pk, code, MARCH_1 - timedelta(days=60), AT.date())
    return {day.on: (f"{day.value.normalize():f}", day.source, day.why) for day in found}


def test_a_day_is_stored_with_its_code_source_and_informant(clinic: Clinic, tmp_path: Path) -> None:
    row = send(clinic, tmp_path, *day_rows("2027-03-01,Band,4200,6.5"))
    assert (row.state, row.format, row.counts["added"]) == (FileState.DONE, "CSV", 2)
    steps = Observation.objects.get(code=STEPS)
    assert (steps.value_number, steps.unit, steps.source, steps.informant) == (4200, "{steps}/d", "Band", "device")
    assert steps.source_ref == "41950-7:2027-03-01"
    assert Observation.objects.get(code=SLEEP_HOURS).value_number == Decimal("6.5")


@pytest.mark.hazard("HZ-44")
def test_the_same_file_twice_changes_nothing(clinic: Clinic, tmp_path: Path) -> None:
    rows = day_rows("2027-03-01,Band,4200,6.5", "2027-03-02,Band,0,")
    send(clinic, tmp_path, *rows)
    before = Observation.objects.count()
    again = send(clinic, tmp_path, *rows)
    assert Observation.objects.count() == before
    assert (again.counts["added"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 3)


def test_a_correction_supersedes_and_the_earlier_value_stays_in_the_record(clinic: Clinic, tmp_path: Path) -> None:
    send(clinic, tmp_path, *day_rows("2027-03-01,Band,4200,"))
    send(clinic, tmp_path, *day_rows("2027-03-01,Band,4300,"))
    assert shown(clinic.patient) == {MARCH_1: ("4300", "Band", "only_source")}
    refs = Observation.objects.order_by("pk").values_list("source_ref", "supersedes__source_ref")
    assert list(refs) == [("41950-7:2027-03-01", None), ("41950-7:2027-03-01#2", "41950-7:2027-03-01")]


def test_a_file_with_fewer_readings_does_not_thin_out_a_day(clinic: Clinic, tmp_path: Path) -> None:
    head = "measure,value,unit,start,source"
    full = [f"steps,100,count,2027-03-01T{hour:02}:00:00,Band" for hour in range(8, 18)]
    send(clinic, tmp_path, head, *full)
    later = send(clinic, tmp_path, head, *full[:3])
    assert later.counts["fuller_before"] == 1
    assert shown(clinic.patient)[MARCH_1][0] == "1000"


def test_undoing_brings_back_what_stood_before_and_can_be_sent_again(clinic: Clinic, tmp_path: Path) -> None:
    send(clinic, tmp_path, *day_rows("2027-03-01,Band,4200,"))
    second = send(clinic, tmp_path, *day_rows("2027-03-01,Band,9999,", "2027-03-02,Band,5,"))
    by = actor_of(clinic.patient)
    assert operations.undo(by=by, at=AT, row=second) == 2
    assert operations.undo(by=by, at=AT, row=second) == 0
    assert shown(clinic.patient) == {MARCH_1: ("4200", "Band", "only_source")}
    again = send(clinic, tmp_path, *day_rows("2027-03-02,Band,5,"))
    assert again.counts["changed"] == 1
    assert len(shown(clinic.patient)) == 2
    assert audit.verify().holds


@pytest.mark.hazard("HZ-20")
def test_one_source_counts_for_a_day_and_the_reason_is_kept(clinic: Clinic, tmp_path: Path) -> None:
    watch = [f"2027-02-{n:02},Watch,{1000 + n}," for n in range(10, 15)]
    phone = ["2027-02-14,Phone,900,", "2027-02-15,Phone,300,"]
    send(clinic, tmp_path, *day_rows(*watch, *phone))
    days = shown(clinic.patient)
    assert days[date(2027, 2, 14)] == ("1014", "Watch", "main_source")
    assert days[date(2027, 2, 15)] == ("300", "Phone", "main_silent")
    assert date(2027, 2, 16) not in days


def test_the_main_source_stays_until_it_is_silent_for_two_weeks(clinic: Clinic, tmp_path: Path) -> None:
    watch = [f"2027-02-{n:02},Watch,9000," for n in range(1, 4)]
    phone = [f"2027-02-{n:02},Phone,3000," for n in range(1, 25)]
    send(clinic, tmp_path, *day_rows(*watch, *phone))
    whys = {on.day: (source, why) for on, (_value, source, why) in shown(clinic.patient).items()}
    assert whys[3] == ("Phone", "main_source"), "the one that told most over four weeks"
    watch = [f"2027-02-{n:02},Watch,90000," for n in range(1, 4)]
    send(clinic, tmp_path, *day_rows(*watch))
    whys = {on.day: (source, why) for on, (_value, source, why) in shown(clinic.patient).items()}
    assert whys[3] == ("Watch", "main_source")
    assert whys[17] == ("Phone", "main_silent")
    assert whys[18] == ("Phone", "main_source")


def test_a_merged_night_counts_before_its_parts(clinic: Clinic, tmp_path: Path) -> None:
    from glidepath.interfaces.wearables.tests.making import apple, asleep, read

    rows = [
        asleep("Watch", "2027-03-01 22:00:00 -0700", "2027-03-02 04:00:00 -0700"),
        asleep("Phone", "2027-03-01 23:00:00 -0700", "2027-03-02 06:00:00 -0700"),
    ]
    path = apple(tmp_path, *rows)
    by = actor_of(clinic.patient)
    row = operations.note_file(by=by, at=AT, patient=clinic.patient, path=path, agreed=True)
    row.save(force_insert=True)
    operations.keep(row=row, at=AT, reading=read(path))
    (day,) = chosen_days(clinic.patient.pk, SLEEP_HOURS, MARCH_1, AT.date())
    assert (day.value, day.why, day.others) == (8, "merged", ("Phone", "Watch"))


def test_a_disconnected_source_counts_no_more_and_is_not_taken_in(clinic: Clinic, tmp_path: Path) -> None:
    send(clinic, tmp_path, *day_rows("2027-03-01,Band,4200,", "2027-03-01,Ring,100,"))
    by = actor_of(clinic.patient)
    assert shared_since(clinic.patient.pk) == MARCH_1
    operations.link(by=by, at=AT, patient=clinic.patient, source="Band", connected=False)
    assert shown(clinic.patient) == {MARCH_1: ("100", "Ring", "only_source")}
    row = send(clinic, tmp_path, *day_rows("2027-03-02,Band,4200,", "2027-03-02,Ring,7,"))
    assert (row.counts["added"], row.counts["left_out_sources"]) == (1, ["Band"])
    assert [(one.name, one.connected) for one in sources_of(clinic.patient.pk)] == [("Ring", True), ("Band", False)]
    assert last_told_on(clinic.patient.pk) == date(2027, 3, 2)
    operations.link(by=by, at=AT, patient=clinic.patient, source="Ring", connected=False)
    assert last_told_on(clinic.patient.pk) is None
    assert shared_since(clinic.patient.pk) is None


def test_without_a_yes_nothing_is_taken(clinic: Clinic, folder: Path) -> None:
    by = actor_of(clinic.patient)
    with pytest.raises(operations.NoConsent):
        operations.take_file(by=by, at=AT, patient=clinic.patient, name="x", chunks=[b"date,steps\n"])
    operations.agree(by=by, at=AT, patient=clinic.patient)
    operations.stop_sharing(by=by, at=AT, patient=clinic.patient)
    with pytest.raises(operations.NoConsent):
        operations.take_file(by=by, at=AT, patient=clinic.patient, name="x", chunks=[b"date,steps\n"])
    assert not folder.exists()


def test_a_refused_file_keeps_nothing_and_its_content_is_gone(clinic: Clinic, tmp_path: Path, folder: Path) -> None:
    row = send(clinic, tmp_path, '<HealthData><Record type="x"/>')
    assert (row.state, row.refusal["code"]) == (FileState.REFUSED, "broken_xml")
    assert not Observation.objects.exists()
    assert list((folder / "device-files").iterdir()) == []


def test_a_reader_that_ended_is_replaced_and_one_that_lives_is_not(clinic: Clinic, tmp_path: Path) -> None:
    by = actor_of(clinic.patient)
    operations.agree(by=by, at=AT, patient=clinic.patient)
    content = [b"date,steps\n2027-03-01,5\n"]
    row = operations.take_file(by=by, at=AT, patient=clinic.patient, name="x.csv", chunks=content)
    assert operations.claim(row, AT)
    other = DeviceFile.objects.get(pk=row.pk)
    assert not operations.claim(other, AT + timedelta(seconds=30))
    assert operations.claim(DeviceFile.objects.get(pk=row.pk), AT + timedelta(seconds=90))
    other.refresh_from_db()
    assert other.attempts == 2
    operations.read_and_store(row=other, at=AT, progress=lambda _done, _all: None)
    assert not operations.claim(other, AT + timedelta(days=1))
    assert shown(clinic.patient)[MARCH_1][0] == "5"


def test_a_file_that_kills_its_reader_is_given_up(clinic: Clinic) -> None:
    by = actor_of(clinic.patient)
    operations.agree(by=by, at=AT, patient=clinic.patient)
    row = operations.take_file(by=by, at=AT, patient=clinic.patient, name="x.csv", chunks=[b"date,steps\n"])
    for minutes in range(0, 8, 2):
        assert operations.claim(row, AT + timedelta(minutes=minutes))
    operations.read_and_store(row=row, at=AT, progress=lambda _done, _all: None)
    assert row.refusal["code"] == "given_up"


def test_the_worker_starts_one_reader_when_a_file_waits(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    class Reader:
        def __init__(self, words: list[str], **_more: object) -> None:
            started.append(words[1:])

        def poll(self) -> int | None:
            return None

    monkeypatch.setattr(waiting.subprocess, "Popen", Reader)
    monkeypatch.setattr(waiting, "_reader", None)
    waiting.tick(AT)
    by = actor_of(clinic.patient)
    operations.agree(by=by, at=AT, patient=clinic.patient)
    operations.take_file(by=by, at=AT, patient=clinic.patient, name="x.csv", chunks=[b"date,steps\n"])
    waiting.tick(AT)
    waiting.tick(AT)
    assert started == [["-m", "glidepath", "wearables", "--waiting"]]


def test_sending_reading_and_undoing_stand_in_the_trail_as_the_senders(clinic: Clinic, tmp_path: Path) -> None:
    row = send(clinic, tmp_path, *day_rows("2027-03-01,Band,4200,"), by=clinic.nurse)
    operations.undo(by=clinic.nurse, at=AT, row=row)
    from glidepath.foundation.audit.models import AuditEvent

    found = AuditEvent.objects.filter(object_ref=row.ref).order_by("pk").values_list("action", "actor")
    assert [action for action, _ in found] == ["wearable.send", "wearable.store", "wearable.undo"]
    assert {actor for _, actor in found} == {clinic.nurse.ref}
