"""The policy in words: who may do what, and to whose record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404

from glidepath.foundation import clock
from glidepath.foundation.access import (
    ANONYMOUS,
    CLINICAL_ROLES,
    GRANT,
    OWN,
    OutOfReach,
    Role,
    UnknownAction,
    can,
    labels_seen_by,
    one,
    policy,
    scoped,
)
from glidepath.foundation.access.rules import RULES, Rule, table
from glidepath.foundation.access.sensitivity import Sensitivity
from glidepath.foundation.accounts.models import User
from glidepath.foundation.tests.cast import LONG_AGO, NOON, grant, join, make_cast
from glidepath.record.care_team.models import CareTeamMember
from glidepath.record.patients.models import Patient, PersonFact
from glidepath.record.sites.models import Site

SEE_NO_PERSON = (Role.PROGRAMME_MANAGER, Role.AUDITOR, Role.ANONYMOUS)


def test_every_row_says_in_words_what_it_allows():
    for action, rule in RULES.items():
        assert rule.words.endswith("."), action
        assert "." in action and action == action.lower(), action
        assert rule.roles, f"{action} allows nobody"


def test_an_action_stands_once():
    row = Rule("a.b", "Do it.", {Role.NURSE: OWN})
    with pytest.raises(ValueError, match="two rows"):
        table([row], [row])


def test_an_action_that_no_row_names_is_refused_when_the_view_is_written():
    with pytest.raises(UnknownAction, match=r"rules\.py"):
        policy("plan.burn")


@pytest.mark.parametrize("role", SEE_NO_PERSON)
def test_managers_auditors_and_strangers_reach_no_persons_rows(db, role):
    cast = make_cast(*(r for r in [role] if r is not Role.ANONYMOUS))
    actor = ANONYMOUS if role is Role.ANONYMOUS else cast.actor(role)
    for action in RULES:
        relation = RULES[action].roles.get(role)
        if relation is not None and relation.name not in ("anyone", "self"):
            assert not scoped(actor, Patient, action).exists(), action
    assert not can(actor, "patient.read")
    assert not labels_seen_by(role)


@pytest.mark.hazard("HZ-31")
@pytest.mark.parametrize("role", CLINICAL_ROLES)
def test_clinicians_reach_the_people_of_their_team_and_nobody_else(db, role):
    cast = make_cast(role)
    neighbour = Patient.objects.create(site=cast.site, given_name="Nina", family_name="Neighbour")
    assert list(scoped(cast.actor(role), Patient, "patient.read")) == [cast.patient]
    for foreign in (neighbour, cast.stranger):
        assert not can(cast.actor(role), "patient.read", foreign)
        with pytest.raises(Http404):
            one(cast.actor(role), Patient, "patient.read", foreign.public_id)


@pytest.mark.hazard("HZ-31")
def test_leaving_the_team_ends_the_reach_at_once(db):
    cast = make_cast(Role.NURSE)
    assert can(cast.actor(Role.NURSE), "patient.read", cast.patient)
    CareTeamMember.objects.update(until=NOON)
    with clock.at(NOON + timedelta(seconds=1)):
        assert not can(cast.actor(Role.NURSE), "patient.read", cast.patient)


def test_a_place_on_the_team_in_another_role_gives_nothing_in_this_one(db):
    cast = make_cast(Role.NURSE)
    CareTeamMember.objects.update(role=Role.PHARMACIST.value)
    assert not can(cast.actor(Role.NURSE), "patient.read", cast.patient)


def test_a_place_on_a_team_of_another_clinic_is_not_reached_from_this_one(db):
    cast = make_cast(Role.NURSE)
    nurse = cast.users[Role.NURSE]
    place = {"patient": cast.stranger, "site": cast.other_site, "user": nurse, "role": Role.NURSE.value}
    CareTeamMember.objects.create(**place, since=LONG_AGO)
    assert not can(cast.actor(Role.NURSE), "patient.read", cast.stranger)


def test_a_person_reaches_their_own_record_and_no_other(db):
    cast = make_cast()
    paul = cast.actor(Role.PATIENT)
    assert one(paul, Patient, "patient.read", cast.patient.public_id) == cast.patient
    with pytest.raises(Http404):
        one(paul, Patient, "patient.read", cast.stranger.public_id)


def test_a_caregiver_reaches_only_what_was_granted_and_only_while_it_holds(db):
    cast = make_cast(Role.CAREGIVER)
    carer = cast.actor(Role.CAREGIVER)
    assert scoped(carer, Patient, "plan.read").exists()
    assert not scoped(carer, Patient, "checkin.write").exists()
    assert not can(carer, "patient.read")
    with clock.at(NOON + timedelta(days=9999)):
        assert not scoped(carer, Patient, "plan.read").exists()


def test_a_revoked_grant_is_over_at_once(db):
    cast = make_cast()
    carer = join(cast, Role.CAREGIVER)
    cast.users[Role.CAREGIVER] = carer
    actor = cast.actor(Role.CAREGIVER)
    given = grant(cast, carer, ["checkin"])
    assert scoped(actor, Patient, "checkin.write").exists()
    given.revoked_at = NOON
    given.save()
    assert not scoped(actor, Patient, "checkin.write").exists()


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.PHYSICAL_THERAPIST, {"general"}),
        (Role.PRIMARY_CARE, {"general", "mental_health"}),
        (Role.PRESCRIBER, {"general", "mental_health", "part2"}),
        (Role.PSYCHOLOGIST, {"general", "mental_health", "part2", "psychotherapy"}),
    ],
)
def test_rows_are_seen_by_their_label(db, role, labels):
    cast = make_cast(role)
    for label in Sensitivity.values:
        PersonFact.objects.create(
            patient=cast.patient, site=cast.site, name=label, answer="yes", recorded_at=NOON, sensitivity=label
        )
    seen = scoped(cast.actor(role), PersonFact, "patient.read")
    assert set(seen.values_list("sensitivity", flat=True)) == labels


@pytest.mark.parametrize(
    "role",
    [Role.PHYSICAL_THERAPIST, Role.CAREGIVER, Role.INTERPRETER, Role.PEER_FACILITATOR, Role.PEER_MEMBER],
)
def test_some_roles_never_see_closely_kept_rows(role):
    assert labels_seen_by(role) == {Sensitivity.GENERAL}


def test_every_role_has_its_line_in_the_table_of_labels():
    from glidepath.foundation.access.sensitivity import SEES

    assert set(SEES) == set(Role)


def test_one_reaches_ones_own_account_only(db):
    cast = make_cast(Role.NURSE)
    assert list(scoped(cast.actor(Role.NURSE), User, "settings.self")) == [cast.users[Role.NURSE]]


def test_a_table_that_a_relation_cannot_reach_is_refused_by_name(db):
    cast = make_cast(Role.NURSE)
    with pytest.raises(OutOfReach, match="Site"):
        scoped(cast.actor(Role.NURSE), Site, "patient.read").exists()
    with pytest.raises(OutOfReach, match="Patient"):
        scoped(cast.actor(Role.NURSE), Patient, "front.door").exists()


def test_a_grant_is_the_same_as_another_of_its_category():
    assert GRANT("plan") == GRANT("plan") != GRANT("checkin")


def test_the_number_of_queries_does_not_grow_with_the_people(db, django_assert_num_queries):
    cast = make_cast(Role.NURSE)
    actor = cast.actor(Role.NURSE)
    for number in range(20):
        person = Patient.objects.create(site=cast.site, given_name="N", family_name=str(number))
        place = {"patient": person, "site": cast.site, "user_id": actor.user_id, "role": Role.NURSE.value}
        CareTeamMember.objects.create(**place, since=LONG_AGO)
    with django_assert_num_queries(1):
        assert len(scoped(actor, Patient, "patient.list")) == 21
