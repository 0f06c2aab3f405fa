"""Files that wait never fill the disk, and no file keeps a reader for ever."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from glidepath.care.checkins.tests.people import Clinic, actor_of, add_patient, client_of
from glidepath.interfaces.wearables import opening, operations, room, views
from glidepath.interfaces.wearables.faults import FileRefused
from glidepath.interfaces.wearables.models import DeviceFile, FileState
from glidepath.interfaces.wearables.presenters import NO_ROOM
from glidepath.interfaces.wearables.room import NoRoom
from glidepath.interfaces.wearables.tests.making import AT, HEAD, apple, read, steps, text_file, told
from glidepath.record.patients.models import Patient

pytestmark = [pytest.mark.hazard("HZ-39"), pytest.mark.usefixtures("folder", "noon")]
ROW = steps("Watch", "2027-03-01 08:00:00 -0700", "2027-03-01 08:10:00 -0700")


def take(patient: Patient, content: bytes = b"date,source,steps\n", size: int = 0) -> DeviceFile:
    """A file that arrives and waits."""
    me = actor_of(patient)
    operations.agree(by=me, at=AT, patient=patient)
    return operations.take_file(by=me, at=AT, patient=patient, name="a.csv", chunks=iter([content]), size=size)


def refusal(patient: Patient, size: int = 0) -> str:
    with pytest.raises(NoRoom) as full:
        take(patient, size=size)
    return full.value.code


def test_one_person_may_have_a_few_files_waiting_and_others_are_not_kept_out(clinic: Clinic, folder: Path) -> None:
    rows = [take(clinic.patient) for _ in range(room.MOST_OF_ONE)]
    assert refusal(clinic.patient) == "many_of_yours"
    assert len(list((folder / "device-files").iterdir())) == room.MOST_OF_ONE
    take(add_patient(clinic.site, "Ben", "Ito"))
    DeviceFile.objects.filter(pk=rows[0].pk).update(state=FileState.DONE)
    take(clinic.patient)


def test_all_together_have_a_cap_too(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    take(clinic.patient)
    monkeypatch.setattr(room, "MOST_OF_ALL", 1)
    assert refusal(add_patient(clinic.site, "Ben", "Ito")) == "many_of_all"


def test_what_lies_on_the_disk_counts_also_when_no_row_knows_it(
    clinic: Clinic, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "device-files").mkdir(parents=True)
    (folder / "device-files" / str(uuid4())).write_bytes(b"x" * 900)
    monkeypatch.setattr(room, "MOST_BYTES", 1000)
    assert refusal(clinic.patient, size=101) == "bytes_of_all"
    take(clinic.patient, size=50)


def test_the_record_keeps_its_part_of_the_disk(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "free_bytes", lambda: room.LEAST_FREE + 100)
    assert refusal(clinic.patient, size=101) == "disk"
    take(clinic.patient, size=100)


def test_a_file_that_grows_beyond_what_was_said_is_cut_off_and_gone(
    clinic: Clinic, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "LARGEST_SENT", 1000)
    with pytest.raises(NoRoom) as full:
        take(clinic.patient, content=b"x" * 1001)
    assert full.value.code == "too_large"
    assert list((folder / "device-files").iterdir()) == []
    assert not DeviceFile.objects.exists()


def test_the_page_says_in_words_why_a_file_was_not_taken(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 0)
    me = client_of(actor_of(clinic.patient))

    def send() -> object:
        file = SimpleUploadedFile("a.csv", b"date,source,steps\n2027-03-01,Band,4200\n", "text/csv")
        return me.post("/my-devices/send/", {"file": file, "agree": "on"})

    for _ in range(room.MOST_OF_ONE):
        assert send().status_code == 302
    answer = send()
    assert answer.status_code == 422
    assert str(NO_ROOM["many_of_yours"]) in answer.content.decode()
    assert DeviceFile.objects.count() == room.MOST_OF_ONE


def test_what_a_server_left_behind_is_taken_away_after_a_day_and_nothing_else(clinic: Clinic, folder: Path) -> None:
    row = take(clinic.patient)
    left, fresh = (folder / "device-files" / str(uuid4()) for _ in range(2))
    for path in (left, fresh):
        path.write_bytes(b"x")
    for path in (left, operations.place_of(row)):
        os.utime(path, (0, 0))
    os.utime(fresh, (AT.timestamp(), AT.timestamp()))
    assert room.forget_left_behind(AT + timedelta(hours=1)) == 1
    assert (left.exists(), fresh.exists(), operations.place_of(row).exists()) == (False, True, True)


@pytest.mark.parametrize("kind", ["xml", "csv", "json"])
def test_a_file_that_is_read_too_slowly_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    paths = {
        "xml": apple(tmp_path, ROW),
        "csv": text_file(tmp_path, "a.csv", "date,source,steps", "2027-03-01,Band,4200"),
        "json": text_file(tmp_path, "a.json", "[{}]"),
    }
    seconds: Iterator[float] = itertools.count(0.0, opening.LONGEST + 1)
    monkeypatch.setattr(opening.time, "monotonic", lambda: next(seconds))
    with pytest.raises(FileRefused) as found:
        read(paths[kind])
    assert found.value.code == "too_slow"


@pytest.mark.parametrize("value", ["1e999999999", "-1e999999999", "1e-999999999", "9" * 5000, "NaN", "Infinity"])
def test_a_number_that_would_take_hours_is_a_bad_row_in_every_format(tmp_path: Path, value: str) -> None:
    said = (
        apple(tmp_path, steps("Watch", "2027-03-01 08:00:00 -0700", "2027-03-01 08:10:00 -0700", value=value), ROW),
        text_file(tmp_path, "a.csv", "date,source,steps", f"2027-03-01,Band,{value}", "2027-03-02,Band,4200"),
    )
    for path in said:
        found = read(path)
        assert (found.faults.count, len(told(found))) == (1, 1)
    quantity = {"NaN": '"NaN"', "Infinity": '"Infinity"'}.get(value, value)
    fhir = (
        '{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Observation","status":"final","code":'
        '{"coding":[{"system":"http://loinc.org","code":"55423-8"}]},"effectiveDateTime":"2027-03-01",'
        f'"valueQuantity":{{"value":{quantity},"unit":"steps"}}}}}}]}}'
    )
    path = text_file(tmp_path, "a.json", fhir)
    try:
        assert read(path).values == ()
    except FileRefused as refused:
        assert refused.code in ("not_json", "nothing_in_it")


def test_defaults_that_the_document_type_declares_are_not_believed_and_cost_nothing(tmp_path: Path) -> None:
    attributes = " ".join(f'a{number} CDATA "{"x" * 10_000}"' for number in range(50))
    declared = f'<!ATTLIST Record value CDATA "99999" sourceName CDATA "Made up" {attributes}>'
    head = HEAD.replace("]>", f"{declared}\n]>")
    bare = ROW.replace(' sourceName="Watch"', "").replace(' value="100"', "")
    found = read(apple(tmp_path, *[bare] * 2000, ROW, head=head))
    assert (found.faults.count, [(day.source, day.value) for day in found.values]) == (2000, [("Watch", 100)])
