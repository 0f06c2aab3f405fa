"""The clinic's own limits: who set which, when and why; what would switch a rule off or soften a RED is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from glidepath_clinical.protocol import Limits, LimitsError

from glidepath.care.checkins.tests.people import NOON, Clinic, check_in
from glidepath.foundation.access import Role
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.tests import cast
from glidepath.record.alerts.models import Alert
from glidepath.record.sites.models import LimitChange, Site
from glidepath.record.sites.operations import change_limit, join_staff, set_limits

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
WHY = "The medical lead decided it on Monday."


def browser_of(clinic: Clinic, role: Role) -> Client:
    """Somebody of the clinic in this role, with a second factor shown just now."""
    person = cast.user(role.value)
    join_staff(by=clinic.nurse, at=LONG_AGO, site=clinic.site, user=person, role=role)
    return cast.signed_in(person, fresh=True)


@pytest.fixture
def manager(clinic: Clinic) -> Client:
    return browser_of(clinic, Role.PROGRAMME_MANAGER)


def page(name: str) -> str:
    return reverse("escalation:limit", args=[name])


def changed(clinic: Clinic, name: str, value: str, reason: str = WHY) -> Site:
    return change_limit(by=clinic.nurse, at=NOON, site=clinic.site, name=name, value=value, reason=reason)


def test_a_changed_limit_keeps_who_when_why_and_what_it_was(clinic: Clinic) -> None:
    changed(clinic, "silence_otherwise", "2")
    row = LimitChange.objects.get()
    assert (row.name, row.before, row.after, row.reason, row.at) == ("silence_otherwise", "3", "2", WHY, NOON)
    assert row.by_id == clinic.nurse.user_id
    assert AuditEvent.objects.filter(action="site.limits").count() == 1


def test_the_rules_use_the_clinics_own_limit_from_then_on(clinic: Clinic) -> None:
    changed(clinic, "doses_not_taken_days", "2")
    check_in(clinic, days_not_taken=2)
    assert Alert.objects.filter(rule="doses_not_taken").exists()


def test_the_default_takes_the_own_number_away_and_the_history_stays(clinic: Clinic) -> None:
    changed(clinic, "phq9_high", "12")
    site = changed(clinic, "phq9_high", "15", "Back to the default after a month.")
    assert site.limits == {}
    assert [(row.before, row.after) for row in LimitChange.objects.all()] == [("12", "15"), ("15", "12")]


@pytest.mark.hazard("HZ-18")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cows_crisis_score", "26"),
        ("oxygen_low_percent", "89"),
        ("suicide_screen_minutes", "11"),
        ("item9_orange_score", "2"),
        ("systolic_low_mmhg", "89"),
        ("daily_answer_valid_hours", "24"),
        ("silence_otherwise", "99"),
    ],
)
def test_what_would_soften_a_red_or_switch_a_rule_off_is_refused_and_nothing_is_kept(
    clinic: Clinic, name: str, value: str
) -> None:
    with pytest.raises(LimitsError):
        changed(clinic, name, value)
    assert Site.objects.get(pk=clinic.site.pk).limits == {}
    assert not LimitChange.objects.exists()


def test_without_a_reason_nothing_is_changed(clinic: Clinic) -> None:
    with pytest.raises(ValueError, match="why"):
        set_limits(by=clinic.nurse, at=NOON, site=clinic.site, limits={"phq9_high": "12"}, reason=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        LimitChange.objects.create(site=clinic.site, name="phq9_high", before="15", after="12", reason="", at=NOON)


def test_everybody_of_the_team_sees_every_limit_with_its_source_and_only_the_manager_may_change(
    clinic: Clinic, manager: Client
) -> None:
    nurse = browser_of(clinic, Role.NURSE)
    html = nurse.get(reverse("escalation:limits")).content.decode()
    assert all(f'<code class="xs muted">{name}</code>' in html for name in Limits.names())
    assert page("phq9_high") not in html
    assert nurse.get(page("phq9_high")).status_code == 403
    assert page("phq9_high") in manager.get(reverse("escalation:limits")).content.decode()


def test_the_manager_sets_a_limit_with_a_reason_and_sees_the_history(clinic: Clinic, manager: Client) -> None:
    answer = manager.post(page("phq9_high"), {"value": "12", "reason": WHY}, follow=True)
    html = answer.content.decode()
    assert "15 → 12" in html and WHY in html
    assert Site.objects.get(pk=clinic.site.pk).limits == {"phq9_high": "12"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"value": "26", "reason": WHY}, "less than or equal to 25"),
        ({"value": "", "reason": WHY}, "required"),
        ({"value": "2.5", "reason": WHY}, "whole number"),
        ({"value": "20", "reason": "short"}, "at least 10"),
        ({"value": "20", "reason": ""}, "required"),
        ({"value": "13", "reason": WHY}, "must be below cows_crisis_score"),
    ],
)
def test_what_cannot_be_is_answered_with_what_is_wrong_and_how_to_mend_it(
    clinic: Clinic, manager: Client, given: dict[str, str], said: str
) -> None:
    answer = manager.post(page("cows_crisis_score"), given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not LimitChange.objects.exists()


@pytest.mark.parametrize("name", ["nothing", "item9_orange_score"])
def test_a_limit_that_is_not_there_or_is_fixed_has_no_page_to_change_it(manager: Client, name: str) -> None:
    assert manager.get(page(name)).status_code == 404
