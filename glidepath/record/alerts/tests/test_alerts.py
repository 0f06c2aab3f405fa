"""An alert is never lost among others: one cause alarms once, a worse one speaks louder, a click closes exactly one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glidepath.foundation.access import Actor, Role, system_actor
from glidepath.foundation.outbox.models import OutboxMessage
from glidepath.record.alerts.models import Alert, AlertCause, AlertState
from glidepath.record.alerts.operations import AlertChanged, Reason, acknowledge, raise_alert, resolve
from glidepath.record.alerts.queries import history, last_red_or_orange_at, stopping_a_step, unresolved
from glidepath.record.patients.models import Patient
from glidepath.record.patients.operations import register
from glidepath.record.sites.operations import open_site

AT = datetime(2027, 1, 4, 16, 0, tzinfo=UTC)
SETUP = system_actor("tests")


@dataclass
class Cast:
    patient: Patient
    nora: Actor


@pytest.fixture
def cast(db: None) -> Cast:
    site = open_site(by=SETUP, at=AT, name="Terrace", zone="America/Denver", languages=["en"])
    about = {"given_name": "Marisol", "family_name": "Vega", "born_on": date(1968, 5, 1)}
    patient = register(by=SETUP, at=AT, site=site, about=about, identifiers=[])
    user = get_user_model().objects.create_user("nora@example.org", "Terrace-Landing-7", name="Nora")
    return Cast(patient, Actor(user.pk, "Nora", Role.NURSE, site.pk, mfa=True))


def raised(cast: Cast, rule: str = "silence", urgency: str = "ORANGE", cause: str = "c:1", minutes: int = 0) -> Alert:
    reason = Reason(because=[f"{rule} {urgency}"])
    at = AT + timedelta(minutes=minutes)
    domain = {"pain_spike": "pain"}.get(rule, "silence")
    return raise_alert(
        patient=cast.patient, rule=rule, urgency=urgency, domain=domain, cause=cause, reason=reason, at=at
    )


def test_the_same_cause_and_rule_alarm_once(cast: Cast) -> None:
    first, second = raised(cast), raised(cast)
    assert first == second
    assert AlertCause.objects.count() == 1
    assert OutboxMessage.objects.filter(topic="alert.raised").count() == 1


def test_an_alert_and_its_notice_are_one_transaction(cast: Cast) -> None:
    alert = raised(cast)
    payloads = [message.payload["alert"] for message in OutboxMessage.objects.filter(topic="alert.raised")]
    assert payloads == [str(alert.public_id)]


def test_a_second_finding_of_a_domain_joins_its_open_alert(cast: Cast) -> None:
    raised(cast)
    raised(cast, cause="c:2", minutes=5)
    assert Alert.objects.count() == 1
    assert AlertCause.objects.count() == 2


def test_a_worse_finding_makes_the_alert_as_urgent_and_a_milder_one_never_calms_it(cast: Cast) -> None:
    raised(cast, urgency="YELLOW")
    assert raised(cast, urgency="RED", cause="c:2").urgency == "RED"
    assert raised(cast, urgency="YELLOW", cause="c:3").urgency == "RED"


@pytest.mark.hazard("HZ-19")
def test_a_new_finding_opens_an_acknowledged_alert_again(cast: Cast) -> None:
    alert = acknowledge(by=cast.nora, alert=raised(cast), at=AT)
    assert alert.state == AlertState.ACKNOWLEDGED
    again = raised(cast, cause="c:2", minutes=9)
    assert (again.pk, again.state, again.acknowledged_by) == (alert.pk, AlertState.OPEN, None)


@pytest.mark.hazard("HZ-19")
def test_acknowledging_one_alert_leaves_the_other_open(cast: Cast) -> None:
    silence, pain = raised(cast), raised(cast, rule="pain_spike")
    acknowledge(by=cast.nora, alert=silence, at=AT)
    pain.refresh_from_db()
    assert pain.state == AlertState.OPEN


@pytest.mark.hazard("HZ-19")
def test_a_click_on_an_old_page_closes_nothing_new(cast: Cast) -> None:
    seen = raised(cast, urgency="YELLOW")
    raised(cast, urgency="RED", cause="c:2", minutes=3)
    with pytest.raises(AlertChanged):
        resolve(by=cast.nora, alert=seen, at=AT, resolution="Called.")
    assert Alert.objects.get().state == AlertState.OPEN


def test_an_alert_is_closed_with_words_and_a_name(cast: Cast) -> None:
    alert = raised(cast)
    with pytest.raises(ValueError, match="what was done"):
        resolve(by=cast.nora, alert=alert, at=AT, resolution="  ")
    closed = resolve(by=cast.nora, alert=alert, at=AT, resolution="Called; she is safe.")
    assert closed.resolved_by_id == cast.nora.user_id
    assert [event.kind for event in history(closed)] == ["raised", "resolved"]


def test_a_finding_after_closing_is_a_new_alert(cast: Cast) -> None:
    resolve(by=cast.nora, alert=raised(cast), at=AT, resolution="Called.")
    assert raised(cast, cause="c:2").state == AlertState.OPEN
    assert Alert.objects.count() == 2


def test_red_and_orange_stop_a_step_until_they_are_closed(cast: Cast) -> None:
    orange = raised(cast)
    raised(cast, rule="pain_spike", urgency="YELLOW", cause="c:2")
    assert stopping_a_step(cast.patient.pk) == [orange]
    assert last_red_or_orange_at(cast.patient.pk, AT) == AT
    acknowledge(by=cast.nora, alert=orange, at=AT)
    assert stopping_a_step(cast.patient.pk)
    orange.refresh_from_db()
    resolve(by=cast.nora, alert=orange, at=AT, resolution="Called.")
    assert stopping_a_step(cast.patient.pk) == []


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["raise", "acknowledge", "resolve"]),
        st.sampled_from(["silence", "pain_spike"]),
        st.sampled_from(["RED", "ORANGE", "YELLOW"]),
    ),
    max_size=12,
)


@pytest.mark.hazard("HZ-19")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_no_sequence_of_clicks_changes_another_alert_or_loses_a_finding(
    cast: Cast, moves: list[tuple[str, str, str]]
) -> None:
    start = AlertCause.objects.count()
    sent = 0
    for number, (move, rule, urgency) in enumerate(moves):
        domain = {"pain_spike": "pain"}.get(rule, "silence")
        others = dict(Alert.objects.exclude(domain=domain).values_list("pk", "state"))
        alert = unresolved(cast.patient.pk).filter(domain=domain).first()
        if move == "raise":
            raised(cast, rule, urgency, cause=f"c:{start}:{number}", minutes=number)
            sent += 1
        elif alert and move == "acknowledge" and alert.state == AlertState.OPEN:
            acknowledge(by=cast.nora, alert=alert, at=AT)
        elif alert and move == "resolve":
            resolve(by=cast.nora, alert=alert, at=AT, resolution="Done.")
        assert dict(Alert.objects.exclude(domain=domain).values_list("pk", "state")) == others
    assert AlertCause.objects.count() == start + sent
