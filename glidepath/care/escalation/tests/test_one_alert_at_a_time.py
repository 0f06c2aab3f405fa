"""Whatever people click in whatever order: acknowledging or closing one alert never changes another."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glidepath.care.checkins.tests.people import NOON, Clinic
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import AlertChanged, Reason, acknowledge, raise_alert, resolve

DOMAINS = ("pain", "mood", "supply")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["raise", "acknowledge", "resolve"]),
        st.sampled_from(DOMAINS),
        st.sampled_from(["RED", "ORANGE", "YELLOW"]),
    ),
    max_size=12,
)


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every alert with its events, by domain."""
    found: dict[str, list[tuple[object, ...]]] = {domain: [] for domain in DOMAINS}
    for alert in Alert.objects.order_by("pk"):
        events = tuple(alert.events.values_list("kind", flat=True))
        state = (alert.state, alert.urgency, alert.raised_at, alert.acknowledged_by_id, alert.resolution)
        found[alert.domain].append((alert.pk, *state, events))
    return found


@pytest.mark.hazard("HZ-19")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_of_acts_on_one_alert_changes_another(clinic: Clinic, steps: list[tuple[str, str, str]]) -> None:
    with transaction.atomic():
        for number, (act, domain, urgency) in enumerate(steps):
            one_step(clinic, act, domain, urgency, NOON + timedelta(minutes=number))
        transaction.set_rollback(True)


def one_step(clinic: Clinic, act: str, domain: str, urgency: str, at: datetime) -> None:
    before = everything()
    do(clinic, act, domain, urgency, at)
    after = everything()
    assert [after[other] for other in DOMAINS if other != domain] == [
        before[other] for other in DOMAINS if other != domain
    ]
    if act == "raise":
        assert Alert.objects.filter(domain=domain).exclude(state="resolved").count() == 1


def do(clinic: Clinic, act: str, domain: str, urgency: str, at: datetime) -> None:
    alert = Alert.objects.filter(domain=domain).exclude(state="resolved").first()
    try:
        if act == "raise":
            cause = f"c:{uuid4()}"
            raise_alert(
                patient=clinic.patient, rule="r", urgency=urgency, domain=domain, cause=cause,
                reason=Reason(["x"]), at=at,
            )  # fmt: skip
        elif alert and act == "acknowledge":
            acknowledge(by=clinic.nurse, alert=alert, at=at)
        elif alert:
            resolve(by=clinic.nurse, alert=alert, at=at, resolution="spoke with her")
    except AlertChanged:
        assert alert is not None
        assert alert.state == "acknowledged"


@pytest.mark.hazard("HZ-19")
def test_a_worse_finding_opens_an_acknowledged_alert_again(clinic: Clinic) -> None:
    def found(urgency: str, cause: str) -> Alert:
        return raise_alert(
            patient=clinic.patient, rule="r", urgency=urgency, domain="pain", cause=cause, reason=Reason(["x"]), at=NOON
        )

    alert = acknowledge(by=clinic.nurse, alert=found("ORANGE", "a"), at=NOON)
    found("RED", "b")
    alert.refresh_from_db()
    assert (alert.state, alert.urgency, alert.acknowledged_by) == ("open", "RED", None)


def test_an_alert_is_closed_only_with_words(clinic: Clinic) -> None:
    alert = raise_alert(
        patient=clinic.patient, rule="r", urgency="RED", domain="pain", cause="a", reason=Reason(["x"]), at=NOON
    )
    with pytest.raises(ValueError, match="Say what was done"):
        resolve(by=clinic.nurse, alert=alert, at=NOON, resolution="  ")
    alert.refresh_from_db()
    assert alert.state == "open"
