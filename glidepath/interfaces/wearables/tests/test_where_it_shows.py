"""Where device days show: in the rules' picture, and as lanes beside the doses with the person's own usual."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from glidepath_clinical.picture import NEVER

from glidepath.care.checkins.tests.people import Clinic, actor_of, standing_plan
from glidepath.foundation.pieces.charts import Lane
from glidepath.interfaces.wearables import operations
from glidepath.interfaces.wearables.tests.making import AT
from glidepath.interfaces.wearables.tests.test_storing import send
from glidepath.oversight.team_board.device_lanes import device_lanes
from glidepath.oversight.team_board.picture import picture_of
from glidepath.record.alerts.models import Alert
from glidepath.record.episodes.models import Baseline, Episode
from glidepath.record.patients.models import Patient
from glidepath.record.picture.build import build_picture

pytestmark = pytest.mark.usefixtures("folder", "noon")
TODAY = date(2027, 3, 10)
FIRST = date(2027, 2, 1)


def run_in_ends(patient: Patient, on: date) -> None:
    whose = {"patient": patient, "site": patient.site}
    episode = Episode.objects.create(**whose, opened_at=AT, opened_on=on - timedelta(days=14))
    Baseline.objects.create(**whose, episode=episode, started_at=AT, finished_at=AT, finished_on=on)


def table(first: date, *steps: int | None, source: str = "Band") -> list[str]:
    days = ((first + timedelta(days=n), value) for n, value in enumerate(steps))
    return ["date,source,steps", *(f"{on},{source},{value}" for on, value in days if value is not None)]


def lane(patient: Patient) -> Lane:
    (found,) = device_lanes(patient.pk, FIRST, TODAY)
    return found


def test_steps_stand_in_a_lane_with_the_usual_of_the_run_in(clinic: Clinic, tmp_path: Path) -> None:
    run_in_ends(clinic.patient, date(2027, 2, 14))
    send(clinic, tmp_path, *table(FIRST, *[4000, 4200, 3800, 4100, 3900, 4000, 4300], *[None] * 7, 100, None, 100))
    shown = lane(clinic.patient)
    assert shown.band is not None
    assert (shown.band.low, shown.band.high) == (Decimal("3852.00"), Decimal("4148.00"))
    assert (shown.band.first_on, shown.band.last_on) == (FIRST, date(2027, 2, 14))
    assert [point.on.day for point in shown.points] == [1, 2, 3, 4, 5, 6, 7, 15, 17]
    assert shown.low == 0


@pytest.mark.hazard("HZ-20")
def test_with_too_few_days_there_is_no_usual_and_a_gap_is_no_zero(clinic: Clinic, tmp_path: Path) -> None:
    run_in_ends(clinic.patient, date(2027, 2, 14))
    send(clinic, tmp_path, *table(FIRST, 4000, 4200, None, 3800))
    shown = lane(clinic.patient)
    assert shown.band is None
    assert len(shown.points) == 3


def test_the_picture_of_the_patient_page_has_the_lane_and_people_without_a_device_have_none(
    clinic: Clinic, tmp_path: Path
) -> None:
    standing_plan(clinic, date(2027, 2, 1))
    before = picture_of(clinic.patient, AT)
    send(clinic, tmp_path, *table(FIRST, 4000, 4200))
    after = picture_of(clinic.patient, AT)
    assert before is not None and after is not None
    assert [one.title for one in after.lanes][len(before.lanes) :] == ["Steps"]


def test_the_rules_see_steps_sleep_and_since_when_a_device_is_shared(clinic: Clinic, tmp_path: Path) -> None:
    assert build_picture(clinic.patient, AT).device_shared_since is NEVER
    rows = ["date,source,steps,sleep_hours,oxygen", "2027-03-08,Band,4000,6.5,88", "2027-03-09,Band,4100,,"]
    send(clinic, tmp_path, *rows)
    picture = build_picture(clinic.patient, AT)
    assert [(one.on.day, one.value, one.informant) for one in picture.steps_daily] == [
        (8, 4000, "device"),
        (9, 4100, "device"),
    ]
    assert [(one.on.day, one.value) for one in picture.sleep_hours_daily] == [(8, Decimal("6.5"))]
    assert (picture.device_shared_since, picture.device_last_on) == (date(2027, 3, 8), date(2027, 3, 9))
    assert picture.oxygen_saturation is not None and picture.oxygen_saturation.value == 88
    operations.link(by=actor_of(clinic.patient), at=AT, patient=clinic.patient, source="Band", connected=False)
    assert build_picture(clinic.patient, AT).device_shared_since is NEVER


def test_a_day_on_which_the_main_device_was_silent_is_not_known_to_the_rules(clinic: Clinic, tmp_path: Path) -> None:
    watch = table(date(2027, 3, 1), 4000, 4100, 4200, 4000, source="Watch")
    send(clinic, tmp_path, *watch, "2027-03-05,Phone,120")
    assert [one.on.day for one in build_picture(clinic.patient, AT).steps_daily] == [1, 2, 3, 4]


@pytest.mark.hazard("HZ-18")
def test_a_device_alone_never_makes_an_alert_red(clinic: Clinic, tmp_path: Path) -> None:
    row = "date,source,steps,sleep_hours,oxygen,heart_rate,breaths,systolic\n"
    days = [f"2027-02-{n:02},Band,6000,7,97,70,14,120" for n in range(10, 29)]
    bad = [f"2027-03-0{n},Band,0,0.5,60,40,5,60" for n in range(1, 10)]
    send(clinic, tmp_path, row.strip(), *days, *bad, "2027-03-10,Band,,0.5,60,40,5,60")
    urgencies = set(Alert.objects.values_list("urgency", flat=True))
    assert "RED" not in urgencies
    assert urgencies == {"ORANGE", "YELLOW"}
