"""Planning who is on call, holes, and the word from one person to the next."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.urls import reverse

from glidepath.care.checkins.tests.people import NOON, SETUP, Clinic, add_staff, client_of, open_clinic
from glidepath.foundation import clock
from glidepath.foundation.access import Actor, Role
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.outbox.worker import Worker
from glidepath.record.sites.models import HandOver, OnCallShift, StaffMembership
from glidepath.record.sites.queries import hole_ahead, is_staffed, next_staffed_at, rota_holes
from glidepath.record.sites.rota import RotaRefused, give_shift, hand_over, plan_shifts, take_off

HOUR = timedelta(hours=1)
TODAY = NOON.date()


@pytest.fixture
def clinic(db: None) -> Clinic:
    """A clinic without a rota."""
    found = open_clinic()
    OnCallShift.objects.all().delete()
    return found


@pytest.fixture
def manager(clinic: Clinic) -> Actor:
    return add_staff(clinic.site, "rowan@example.org", "Rowan", Role.PROGRAMME_MANAGER, [])


def user_of(actor: Actor) -> Any:
    return get_user_model().objects.get(pk=actor.user_id)


def planned(clinic: Clinic, who: Actor, days: int = 15, begins: int = 8, ends: int = 20, rank: int = 1) -> Any:
    """The same hours on so many days, from yesterday."""
    first = TODAY - timedelta(days=1)
    return plan_shifts(
        by=SETUP,
        at=NOON - 2 * timedelta(days=1),
        site=clinic.site,
        user=user_of(who),
        days=[first + timedelta(days=number) for number in range(days + 1)],
        begins=time(begins),
        ends=time(ends),
        rank=rank,
    )


def refused(**asked: Any) -> str:
    with pytest.raises(RotaRefused) as caught:
        plan_shifts(by=SETUP, at=NOON, rank=1, **asked)
    return caught.value.code


@pytest.mark.hazard("HZ-16")
def test_days_and_nights_that_meet_leave_no_hole_also_over_the_change_of_the_clocks(clinic: Clinic) -> None:
    planned(clinic, clinic.nurse)
    assert hole_ahead(clinic.site.pk, NOON) is not None
    planned(clinic, clinic.prescriber, begins=20, ends=8)
    assert hole_ahead(clinic.site.pk, NOON) is None  # 14 March 2027, the clocks change, lies in these two weeks
    assert is_staffed(clinic.site.pk, NOON)


@pytest.mark.hazard("HZ-16")
def test_somebody_who_left_or_was_locked_out_covers_nothing(clinic: Clinic) -> None:
    planned(clinic, clinic.nurse)
    assert is_staffed(clinic.site.pk, NOON)
    StaffMembership.objects.filter(user_id=clinic.nurse.user_id).update(until=NOON - HOUR)
    assert not is_staffed(clinic.site.pk, NOON)
    assert rota_holes(clinic.site.pk, NOON, NOON + HOUR) != []


def test_when_somebody_answers_next_is_known_or_not_promised(clinic: Clinic) -> None:
    assert next_staffed_at(clinic.site.pk, NOON) is None
    planned(clinic, clinic.nurse)
    assert next_staffed_at(clinic.site.pk, NOON) == NOON
    night = NOON + 10 * HOUR
    assert next_staffed_at(clinic.site.pk, night) == NOON + 20 * HOUR


def test_a_shift_that_makes_no_sense_is_refused_by_name_and_nothing_is_kept(clinic: Clinic) -> None:
    nurse = user_of(clinic.nurse)
    asked = {"site": clinic.site, "user": nurse, "begins": time(8), "ends": time(20)}
    assert refused(days=[], **asked) == "no_days"
    assert refused(days=[TODAY - timedelta(days=3)], **asked) == "past"
    assert refused(days=[TODAY + timedelta(days=n) for n in range(100)], **asked) == "too_many_days"
    gap = {**asked, "begins": time(2), "ends": time(3)}
    assert refused(days=[date(2027, 3, 14)], **gap) == "no_time"
    assert refused(days=[TODAY, TODAY], **asked) == "twice" if OnCallShift.objects.exists() else True
    assert not OnCallShift.objects.exists()


@pytest.mark.hazard("HZ-16")
def test_a_shift_given_to_somebody_else_leaves_no_minute_uncovered(clinic: Clinic) -> None:
    planned(clinic, clinic.nurse)
    planned(clinic, clinic.prescriber, begins=20, ends=8)
    third = add_staff(clinic.site, "third@example.org", "Third", Role.NURSE, [])
    running = OnCallShift.objects.get(starts_at__lte=NOON, ends_at__gt=NOON)
    give_shift(by=SETUP, at=NOON, shift=running, to=user_of(third))
    assert hole_ahead(clinic.site.pk, NOON - HOUR) is None
    assert OnCallShift.objects.get(starts_at=NOON).user_id == third.user_id


@pytest.mark.hazard("HZ-16")
def test_taking_a_shift_off_is_refused_when_nobody_would_be_there_and_allowed_with_a_second_person(
    clinic: Clinic,
) -> None:
    planned(clinic, clinic.nurse)
    planned(clinic, clinic.prescriber, begins=20, ends=8)
    shift = OnCallShift.objects.filter(user_id=clinic.nurse.user_id, starts_at__gt=NOON).earliest("starts_at")
    with pytest.raises(RotaRefused) as caught:
        take_off(by=SETUP, at=NOON, shift=shift)
    assert caught.value.code == "leaves_hole"
    third = add_staff(clinic.site, "third@example.org", "Third", Role.NURSE, [])
    planned(clinic, third, rank=2)
    take_off(by=SETUP, at=NOON, shift=shift)
    assert hole_ahead(clinic.site.pk, NOON) is None
    assert AuditEvent.objects.filter(action="on_call.remove").count() == 1


def post(client: Client, name: str, data: dict[str, Any], *args: Any) -> Any:
    with clock.at(NOON):
        return client.post(reverse(name, args=args), data)


PLAN = {"first": "2027-03-03", "last": "2027-03-17", "begins": "08:00", "ends": "20:00", "rank": "1"}
EVERY_DAY = {"weekdays": ["0", "1", "2", "3", "4", "5", "6"]}


def test_the_manager_plans_shifts_in_the_clinics_own_time(clinic: Clinic, manager: Actor) -> None:
    browser, nurse = client_of(manager), user_of(clinic.nurse)
    answer = post(browser, "rota:plan", {**PLAN, **EVERY_DAY, "user": str(nurse.public_id)})
    assert answer.status_code == 302
    first = OnCallShift.objects.earliest("starts_at")
    assert (first.starts_at.hour, OnCallShift.objects.count()) == (15, 15)  # 8 in Denver is 15 UTC in winter
    assert OnCallShift.objects.latest("starts_at").starts_at.hour == 14  # and 14 after the change


def test_a_wrong_plan_is_answered_with_what_is_wrong_and_keeps_what_was_typed(clinic: Clinic, manager: Actor) -> None:
    browser, nurse = client_of(manager), user_of(clinic.nurse)
    wrong = post(browser, "rota:plan", {**PLAN, "last": "2027-03-01", "user": str(nurse.public_id)})
    text = wrong.content.decode()
    assert wrong.status_code == 422
    assert "The last day is before the first one." in text and "Choose at least one day of the week." in text
    assert 'value="2027-03-01"' in text


@pytest.mark.hazard("HZ-16")
def test_the_page_shows_the_hole_before_anything_else(clinic: Clinic, manager: Actor) -> None:
    planned(clinic, clinic.nurse)
    with clock.at(NOON):
        text = client_of(manager).get(reverse("rota:rota")).content.decode()
    assert "holes in the next 14 days" in text
    assert "Mar 3, 20:00 MST to Mar 4, 08:00 MST" in text
    assert "12 h" in text and text.index("holes in the next") < text.index("Two weeks from")


def test_an_empty_rota_says_so_and_the_number_of_queries_does_not_grow(
    clinic: Clinic, manager: Actor, django_assert_max_num_queries: Any
) -> None:
    browser = client_of(manager)
    with clock.at(NOON), django_assert_max_num_queries(20):
        assert b"Nobody is on call." in browser.get(reverse("rota:rota")).content
    planned(clinic, clinic.nurse)
    planned(clinic, clinic.prescriber, begins=20, ends=8)
    with clock.at(NOON), django_assert_max_num_queries(20):
        page = browser.get(reverse("rota:rota")).content
    assert b"Somebody is on call at every minute" in page


def test_a_nurse_reads_the_rota_and_does_not_plan_it(clinic: Clinic) -> None:
    browser = client_of(clinic.nurse)
    with clock.at(NOON):
        assert browser.get(reverse("rota:rota")).status_code == 200
        assert browser.get(reverse("rota:plan")).status_code == 403


def test_the_page_of_a_shift_gives_it_away_and_refuses_to_leave_a_hole(clinic: Clinic, manager: Actor) -> None:
    planned(clinic, clinic.nurse)
    shift = OnCallShift.objects.filter(starts_at__gt=NOON).earliest("starts_at")
    browser = client_of(manager)
    answer = post(browser, "rota:shift", {"take_off": "1"}, shift.public_id)
    assert answer.status_code == 422 and "Nobody would be on call from" in answer.content.decode()
    to = {"user": str(user_of(clinic.prescriber).public_id)}
    assert post(browser, "rota:shift", to, shift.public_id).status_code == 302
    assert OnCallShift.objects.get(starts_at=shift.starts_at).user_id == clinic.prescriber.user_id


@pytest.mark.hazard("HZ-16", "HZ-30")
def test_a_hand_over_is_told_without_its_words_and_confirmed_by_the_next_person_alone(clinic: Clinic) -> None:
    note = "Ana Ruiz waits for a call at nine."
    to = str(user_of(clinic.prescriber).public_id)
    assert post(client_of(clinic.nurse), "rota:hand_over", {"user": to, "note": note}).status_code == 302
    with clock.at(NOON):
        Worker("test").round()
    assert [message.to for message in mail.outbox] == [["park@example.org"]]
    assert "Ana" not in mail.outbox[0].body
    row = HandOver.objects.get()
    third = add_staff(clinic.site, "third@example.org", "Third", Role.NURSE, [])
    with clock.at(NOON):
        assert note not in client_of(third).get(reverse("rota:hand_over")).content.decode()
    assert post(client_of(third), "rota:hand_over", {"take": str(row.public_id)}).status_code == 404
    assert post(client_of(clinic.prescriber), "rota:hand_over", {"take": str(row.public_id)}).status_code == 302
    row.refresh_from_db()
    assert row.taken_at == NOON
    assert AuditEvent.objects.filter(action="hand_over.take").count() == 1


def test_an_unconfirmed_hand_over_stands_on_the_rota(clinic: Clinic, manager: Actor) -> None:
    hand_over(by=clinic.nurse, at=NOON, site=clinic.site, to=user_of(clinic.prescriber), note="Quiet night.")
    with clock.at(NOON + HOUR):
        text = client_of(manager).get(reverse("rota:rota")).content.decode()
    assert "The hand-over from Nora Lind to Dr Park" in text and "Quiet night" not in text
    with pytest.raises(RotaRefused):
        hand_over(by=clinic.nurse, at=NOON, site=clinic.site, to=user_of(clinic.nurse), note="To me.")
    with pytest.raises(RotaRefused):
        hand_over(by=clinic.nurse, at=NOON, site=clinic.site, to=user_of(clinic.prescriber), note="  ")
