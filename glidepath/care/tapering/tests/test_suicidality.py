"""No step begins on signs of suicidality from any source until a screen was finished and found no risk."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from glidepath.care.checkins.danger import danger_in, not_stored, tell_of_danger
from glidepath.care.checkins.operations import submit_check_in, submit_scale
from glidepath.care.checkins.screen import record_screen
from glidepath.care.tapering import operations
from glidepath.care.tapering.queries import gate
from glidepath.care.tapering.refusal import Refused
from glidepath.care.tapering.suicidality import open_suicidality
from glidepath.care.tapering.tests.cast import Cast, agree, on_day, release_1, running
from glidepath.care.tapering.wording import sentence
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import resolve
from glidepath.record.plans.models import StepRelease

pytestmark = pytest.mark.hazard("HZ-17")
DAY_5, HOUR = on_day(5), timedelta(hours=1)
CSSRS_YES = {"cssrs_1": 1, "cssrs_2": 1}


def scale(cast: Cast, name: str, answers: dict[str, int | None], at: datetime = DAY_5) -> None:
    said = {"informant": "patient", "source": "web", "zone": cast.patient.zone, "happened_at": at, "at": at}
    submit_scale(by=cast.marisol, patient=cast.patient, scale=name, answers=answers, client_uuid=uuid4(), **said)


def phq9(cast: Cast, item9: int, at: datetime = DAY_5) -> None:
    scale(cast, "phq9", {f"phq9_{n}": 0 for n in range(1, 9)} | {"phq9_9": item9}, at)


def safety_question(cast: Cast) -> None:
    scale(cast, "phq2", {"phq2_1": 0, "phq2_2": 0, "phq2_safety": 1})


def words(cast: Cast) -> None:
    said = {"informant": "patient", "source": "web", "zone": cast.patient.zone, "happened_at": DAY_5, "at": DAY_5}
    answers = {"free_text": "I want to die"}
    submit_check_in(by=cast.marisol, patient=cast.patient, client_uuid=uuid4(), answers=answers, **said)


def late_words(cast: Cast) -> None:
    sent = {"free_text": "I want to die", "client_uuid": str(uuid4())}
    danger = danger_in(sent)
    assert danger is not None
    entry = not_stored(sent, "old answers")
    tell_of_danger(by=cast.marisol, patient=cast.patient, danger=danger, entry=entry, at=DAY_5)


def screened(cast: Cast, result: str, at: datetime = DAY_5 + HOUR) -> None:
    record_screen(by=cast.nora, at=at, patient=cast.patient, result=result, tool="clinical assessment", note="Spoke.")


def half_a_screen(cast: Cast) -> None:
    scale(cast, "cssrs", CSSRS_YES)


SIGNS = {
    "item 9": lambda cast: phq9(cast, 1),
    "the safety question": safety_question,
    "words of crisis": words,
    "words that came too late": late_words,
    "a C-SSRS left open": half_a_screen,
    "a screen that found a risk": lambda cast: screened(cast, "moderate", DAY_5),
}


def everybody_closed_everything(cast: Cast) -> None:
    for alert in Alert.objects.exclude(state="resolved"):
        resolve(by=cast.nora, alert=alert, at=DAY_5 + HOUR / 2, resolution="Called.")


@pytest.mark.parametrize("source", SIGNS)
def test_every_source_blocks_a_release_though_its_alert_was_closed_until_a_screen_finds_nothing(
    cast: Cast, source: str
) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    SIGNS[source](cast)
    everybody_closed_everything(cast)
    with pytest.raises(Refused) as refused:
        release_1(cast, plan)
    assert set(refused.value.codes) <= {"suicidality_not_screened", "suicide_risk"}
    assert all("%(" not in sentence(reason) for reason in refused.value.reasons)
    screened(cast, "none", DAY_5 + 2 * HOUR)
    everybody_closed_everything(cast)
    release_1(cast, plan)
    assert StepRelease.objects.count() == 1


@pytest.mark.parametrize(("result", "blocks"), [("none", False), ("low", False), ("moderate", True), ("high", True)])
def test_the_newest_screen_decides(cast: Cast, result: str, blocks: bool) -> None:
    phq9(cast, 2)
    screened(cast, result)
    codes = [because.code for because in open_suicidality(cast.patient, on_day(7))]
    assert codes == (["suicide_risk"] if blocks else [])


def test_a_later_answer_of_zero_settles_the_question_but_not_words_of_crisis(cast: Cast) -> None:
    phq9(cast, 1)
    phq9(cast, 0, DAY_5 + HOUR)
    assert open_suicidality(cast.patient, on_day(7)) == ()
    words(cast)
    phq9(cast, 0, DAY_5 + 2 * HOUR)
    assert [one.values["sign"] for one in open_suicidality(cast.patient, on_day(7))] == ["crisis_words"]


def test_a_sign_after_the_screen_blocks_again(cast: Cast) -> None:
    screened(cast, "none", DAY_5 - HOUR)
    phq9(cast, 1)
    (because,) = open_suicidality(cast.patient, on_day(7))
    assert (because.code, because.values["sign"]) == ("suicidality_not_screened", "item_9")


def test_a_step_that_waits_for_its_day_is_taken_back(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    step = plan.steps.get(number=1)
    operations.release(
        by=cast.dr_park, at=cast.at, plan=plan, step_number=1, effective_on=on_day(8).date(), reason="Well."
    )
    safety_question(cast)
    assert StepRelease.objects.get().withdrawn_at is not None
    assert "suicidality_not_screened" in {because.code for because in gate(cast.patient.pk, plan, step, DAY_5).blocks}
