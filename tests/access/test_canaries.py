"""Words of one person's record stand on no page, message, line of log or address where they do not belong."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from glidepath.foundation.access import SIGNED_IN_ROLES, Role
from glidepath.foundation.access.routes import Route
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.feed.models import FeedEntry
from glidepath.foundation.outbox.models import OutboxMessage
from glidepath.foundation.tests.cast import signed_in
from tests.access.asking import OPENS, address, names_an_object, ours, text_of
from tests.access.canaries import NOT_WORDS, WRITTEN, canary, fields_in, tables, whose, word_fields, words_of
from tests.access.clinic import Clinic
from tests.access.expected import outcome

# what a page shows of its rows does not depend on the database that keeps them; whether it opens is asked on both
pytestmark = [pytest.mark.hazard("HZ-31", "HZ-41"), pytest.mark.only_on("sqlite")]
CLINICAL = (Role.PRESCRIBER, Role.PHARMACIST, Role.NURSE, Role.PSYCHOLOGIST, Role.PHYSICAL_THERAPIST)
# What a caregiver with the grants "plan" and "checkin" may read of a person: the name, the plan, and what the
# person hopes for with it. Nothing the team wrote, no alert, no answer, no baseline.
A_CAREGIVER_READS = {"user.name", "patient.given_name", "patient.family_name", "milestone.words"}
# What the team writes to each other is not on the person's own pages.
THE_TEAM_ONLY = {"alert.resolution", "alertevent.note", "planreview.reason", "plansignature.reason", "plan.reason"}
HEALTH_WORDS = (
    *("morphine", "oxycodone", "opioid", "withdrawal", "suicid", "overdose", "naloxone", "pain", "taper", "depress"),
    *("dose", "sleep", "mood", "constipation", "breathing", "zq"),
)


def test_every_field_that_holds_words_is_planted_or_named_as_no_words():
    planted = {f"{table}.{column}" for table, columns in WRITTEN.items() for column in columns}
    assert set(word_fields()) - planted - NOT_WORDS == set()


def test_every_word_planted_is_really_there(clinic):
    for model in tables():
        columns = WRITTEN.get(model.__name__, ())
        for place in clinic.places if model.__name__ != "CaregiverGrant" else ():
            for column in columns:
                word = canary(place.name, model.__name__, column)
                assert model._default_manager.filter(**{column: word}).exists(), word


def pages_for(client: Client, clinic: Clinic, role: Role) -> list[tuple[str, str]]:
    """Everything a person can see by reading: every address with every place's objects, and where it leads."""
    found = []
    for route in ours():
        places = clinic.places if names_an_object(route) else (clinic.own,)
        for place in places if route.name != "feed:live" else ():
            if place is not clinic.own and outcome(route, role)[0] != OPENS:
                continue  # refused before any record is looked for; the matrix holds that
            answer = client.get(address(route, place), follow=True)
            where = " ".join(url for url, _ in answer.redirect_chain)
            found.append((f"{route.name} of {place.name}", where + text_of(answer)))
    return found


@pytest.mark.parametrize("role", [*SIGNED_IN_ROLES, Role.ANONYMOUS])
def test_nobody_reads_a_word_of_a_record_out_of_their_reach(clinic, role):
    client = Client() if role is Role.ANONYMOUS else signed_in(clinic.team[role], fresh=True)
    allowed = (
        {"own"} if role in (*CLINICAL, Role.SPECIALIST, Role.PRIMARY_CARE, Role.PATIENT, Role.CAREGIVER) else set()
    )
    seen = pages_for(client, clinic, role)
    assert [name for name, text in seen if whose(text) - allowed] == []
    if role in CLINICAL:
        assert any("own" in whose(text) for _, text in seen), (
            "the words are on no page at all: this test proves nothing"
        )


@pytest.mark.parametrize("name", ["revoked", "expired", "unrelated", "left-team", "left-clinic", "to-come", "no-team"])
def test_who_was_let_in_once_or_not_yet_reads_no_word(clinic, name):
    client = signed_in(clinic.others[name], fresh=True)
    role = Role.CAREGIVER if name in ("revoked", "expired", "unrelated") else Role.NURSE
    assert [where for where, text in pages_for(client, clinic, role) if whose(text)] == []


def test_a_caregiver_reads_the_plan_and_nothing_the_team_or_the_person_wrote_elsewhere(clinic):
    client = signed_in(clinic.team[Role.CAREGIVER])
    seen = pages_for(client, clinic, Role.CAREGIVER)
    read = {field: name for name, text in seen for field in fields_in(text, "own")}
    assert {field: name for field, name in read.items() if field not in A_CAREGIVER_READS} == {}
    assert read


def test_the_persons_own_pages_show_nothing_the_team_wrote_to_each_other(clinic):
    client = signed_in(clinic.own.patient.user)
    seen = pages_for(client, clinic, Role.PATIENT)
    read = {field: name for name, text in seen for field in fields_in(text, "own")}
    assert {field: name for field, name in read.items() if field in THE_TEAM_ONLY} == {}
    assert "milestone.words" in read


def acts(clinic: Clinic) -> list[tuple[Role, str, dict[str, Any]]]:
    """One sending of words by each form in which people write."""
    own, word = clinic.own, "zqowntyped.words"
    plan = [own.patient.public_id, own.plan.public_id]
    page = signed_in(clinic.team[Role.NURSE]).get(reverse("escalation:alert", args=[own.alert.public_id]))
    seen = re.findall(r'name="t-seen" value="([^"]+)"', text_of(page))[0]
    day = {"taken_as_planned": "no", "signs": "fall", "want_call": "on", "extra_doses": "2"}
    scales = dict.fromkeys(("pain", "interference", "sleep", "mood", "withdrawal"), "9")
    return [
        (Role.PATIENT, reverse("consent:milestones"), {"first": word, "second": f"{word} two"}),
        (Role.NURSE, reverse("escalation:acknowledge", args=[own.alert.public_id]), {"t-seen": seen, "t-note": word}),
        (Role.NURSE, reverse("escalation:resolve", args=[own.alert.public_id]), {"c-seen": seen, "c-resolution": word}),
        (Role.PATIENT, reverse("checkins:daily"), {**day, **scales, "accomplished": word, "client_uuid": NEW}),
        (Role.PATIENT, reverse("tapering:pause"), {"reason": word}),
        (Role.PATIENT, reverse("escalation:call_me"), {"token": NEW}),
        (Role.PRESCRIBER, reverse("tapering:resume", args=plan), {"lock": own.plan.lock, "reason": word, **RESUME}),
        (Role.NURSE, reverse("tapering:hold", args=plan), {"reason": word}),
    ]


NEW = "0190aaaa-0000-7000-8000-000000000001"
RESUME = {"resumes_on": "2027-02-15"}


def leaks(text: str) -> list[str]:
    """Words of health or of a person in a text."""
    return [word for word in HEALTH_WORDS if word in text.lower()]


def test_words_go_into_no_address_feed_message_mail_or_trail(clinic):
    known = {model: set(model.objects.values_list("pk", flat=True)) for model in (FeedEntry, OutboxMessage, AuditEvent)}
    for role, path, data in acts(clinic):
        answer = signed_in(clinic.team[role], fresh=True).post(path, data)
        assert answer.status_code in (200, 302), f"{path}: {answer.status_code}"
        assert not whose(answer.headers.get("Location", "")), path
        assert not whose(json.dumps(dict(answer.headers))), path
    for model, before in known.items():
        new = model.objects.exclude(pk__in=before)
        assert new, f"{model.__name__}: nothing was written, so nothing is proved"
        assert [words_of(row) for row in new if whose(words_of(row))] == []
    told = [json.dumps(row.payload) for row in (*FeedEntry.objects.all(), *OutboxMessage.objects.all())]
    assert [text for text in told if set(leaks(text))] == []
    assert [message.subject for message in mail.outbox if leaks(message.subject + str(message.body))] == []


def test_no_line_of_log_tells_a_word_or_anything_of_health(clinic, caplog):
    caplog.set_level(logging.DEBUG)
    for role, path, data in acts(clinic):
        client = signed_in(clinic.team[role], fresh=True)
        client.post(path, data)
    nurse = signed_in(clinic.team[Role.NURSE])
    nurse.get(reverse("team_board:patients"), {"q": canary("own", "Patient", "family_name")})
    nurse.get(reverse("team_board:patient", args=[clinic.neighbour.patient.public_id]))
    lines = [record.getMessage() for record in caplog.records if record.name not in ("asyncio", "django.db.backends")]
    ours_only = [line for line in lines if "route" in line]
    assert ours_only
    assert [line for line in ours_only if whose(line)] == []


def test_addresses_of_the_product_name_nobody_and_nothing_that_is_taken(clinic):
    def leaks_of(route: Route) -> bool:
        return bool(whose(address(route, clinic.own))) or "morphine" in address(route, clinic.own).lower()

    assert [route.name for route in ours() if leaks_of(route)] == []
