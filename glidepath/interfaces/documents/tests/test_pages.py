"""The page of documents and its five files: who may take which, in which state of the plan, and what is noted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.urls import reverse
from glidepath_clinical.tapering import verify
from icalendar import Calendar
from pypdf import PdfReader

from glidepath.care.tapering import operations
from glidepath.care.tapering.tests.browsers import browser, words
from glidepath.care.tapering.tests.cast import (
    MONDAY,
    Cast,
    make_cast,
    on_day,
    proposed,
    released,
    running,
    signed,
)
from glidepath.foundation import audit, clock
from glidepath.foundation.access import Actor
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.tests.cast import grant, user
from glidepath.interfaces.documents.tests.readers import pdf_text
from glidepath.record.plans.models import Plan, PlanStep

FILES = ("pdf", "calendar", "pharmacy", "fhir", "json")


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The pages live on the cast's Monday."""
    with clock.at(MONDAY):
        yield


def take(person: Actor, plan: Plan, name: str = "page", **asked: str) -> HttpResponse:
    """What a person's browser gets."""
    return browser(person).get(reverse(f"documents:{name}", args=[plan.public_id]), asked)


def test_the_page_offers_every_form_to_the_person_and_the_team(cast: Cast) -> None:
    plan = signed(cast)
    for person in (cast.marisol, cast.farah):
        page = take(person, plan).content.decode()
        assert all(reverse(f"documents:{name}", args=[plan.public_id]) in page for name in FILES)


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_saved_under_a_name_that_tells_nothing(cast: Cast, name: str) -> None:
    answer = take(cast.marisol, signed(cast), name)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="glidepath-plan.')
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.hazard("HZ-50")
@pytest.mark.parametrize("name", ["page", *FILES])
def test_a_person_meets_no_plan_that_is_not_signed(cast: Cast, name: str) -> None:
    assert take(cast.marisol, proposed(cast), name).status_code == 404


@pytest.mark.hazard("HZ-50")
@pytest.mark.parametrize("name", FILES)
def test_the_team_can_take_no_paper_of_a_plan_that_is_not_signed(cast: Cast, name: str) -> None:
    answer = take(cast.dr_park, proposed(cast), name)
    assert answer.status_code == 409
    assert "Only a signed plan leaves the screen" in words(answer)


def test_the_page_of_an_unsigned_plan_offers_nothing(cast: Cast) -> None:
    page = words(take(cast.dr_park, proposed(cast)))
    assert "Only a signed plan leaves the screen" in page and "To print" not in page


def test_every_file_that_is_taken_is_noted_and_the_person_sees_who_looked(cast: Cast) -> None:
    plan = signed(cast)
    for name in FILES:
        take(cast.farah, plan, name)
    noted = AuditEvent.objects.filter(action="plan.export", patient_ref=cast.patient.ref)
    assert noted.count() == len(FILES)
    assert any(look.name == "Farah" for look in audit.who_looked(cast.patient.ref))


def test_what_is_refused_is_not_noted_as_taken(cast: Cast) -> None:
    take(cast.dr_park, proposed(cast), "pdf")
    assert not AuditEvent.objects.filter(action="plan.export").exists()


def test_a_caregiver_with_the_plan_gets_the_papers_but_not_the_answers_behind_it(cast: Cast) -> None:
    plan, sister = signed(cast), user("Sister")
    grant(cast, sister, ["plan"])  # type: ignore[arg-type]  both casts name the patient and the site alike
    actor = Actor(user_id=sister.pk, name="Sister", role="caregiver", site_id=cast.site.pk)  # type: ignore[arg-type]  read from the session anyway
    assert take(actor, plan, "pdf").status_code == 200
    assert take(actor, plan, "json").status_code == 403
    assert "JSON" not in words(take(actor, plan))


def test_a_plan_of_another_clinic_is_not_there(cast: Cast) -> None:
    theirs = signed(make_cast(tag=" other"))
    for name in ("page", *FILES):
        assert take(cast.dr_park, theirs, name).status_code == 404


def test_the_files_take_no_post(cast: Cast) -> None:
    plan = signed(cast)
    assert browser(cast.marisol).post(reverse("documents:pdf", args=[plan.public_id])).status_code == 405


def test_the_json_verifies_from_the_file_alone(cast: Cast) -> None:
    document = json.loads(take(cast.marisol, signed(cast), "json").content)
    assert verify(document).holds


def test_the_calendar_tells_strangers_nothing_and_without_details_holds_dates_alone(cast: Cast) -> None:
    plan = signed(cast)
    full = Calendar.from_ical(take(cast.marisol, plan, "calendar").content).walk("VEVENT")
    bare = Calendar.from_ical(take(cast.marisol, plan, "calendar", details="no").content).walk("VEVENT")
    assert {str(entry["SUMMARY"]) for entry in full + bare} == {"Glidepath: a step"}
    assert len(full) == len(bare) == len(plan.frozen["steps"])
    assert "One 60 mg tablet and one 15 mg tablet" in full[0]["DESCRIPTION"]
    assert "Planned. It begins only with your yes" in full[0]["DESCRIPTION"]
    assert all("DESCRIPTION" not in entry for entry in bare)


def test_every_page_of_the_paper_says_that_it_is_no_prescription(cast: Cast) -> None:
    pages = PdfReader(BytesIO(take(cast.marisol, signed(cast), "pdf").content)).pages
    assert len(pages) >= 2
    assert all("This is not a prescription." in page.extract_text() for page in pages)


def test_the_paper_speaks_the_readers_language(cast: Cast) -> None:
    plan = signed(cast)
    get_user_model().objects.filter(pk=cast.marisol.user_id).update(language="es")
    paper = pdf_text(take(cast.marisol, plan, "pdf").content)
    assert "Una tableta de 60 mg y una tableta de 15 mg." in paper
    assert "Esto no es una receta." in paper


def test_a_plan_that_rests_says_so_and_shows_no_date_that_no_longer_holds(cast: Cast) -> None:
    plan = released(cast, running(cast), 1, on_day(7))
    with clock.at(on_day(9)):
        operations.hold(by=cast.nora, at=on_day(9), patient=cast.patient)
        plan.refresh_from_db()
        paper = pdf_text(take(cast.marisol, plan, "pdf").content)
        text = take(cast.farah, plan, "pharmacy").content.decode()
        entries = Calendar.from_ical(take(cast.marisol, plan, "calendar").content).walk("VEVENT")
        resources = json.loads(take(cast.farah, plan, "fhir").content)["entry"]
    assert "This plan rests since January 13, 2027." in paper and "225 mg a day" in paper
    assert "Step 2" not in paper and "not before" not in paper and "Calendar" not in paper
    assert "Step 2" not in text and "(hold)" in text
    stays = [entry for entry in entries if entry.get("STATUS") != "CANCELLED"]
    assert str(stays[-1]["SUMMARY"]) == "Glidepath: a rest"
    assert {entry["resource"]["status"] for entry in resources} == {"on-hold"}


@pytest.mark.hazard("HZ-04")
@pytest.mark.parametrize("name", ["pdf", "calendar", "pharmacy"])
def test_what_is_handed_out_says_its_version_its_day_and_where_to_check(cast: Cast, name: str) -> None:
    plan = signed(cast)
    content = take(cast.farah, plan, name).content
    told = pdf_text(content) if name == "pdf" else content.decode().replace("\r\n ", "").replace("\\,", ",")
    assert f"Version 1 ({plan.content_hash[:12]}), written on January 4, 2027." in told
    assert "holds until the plan changes: check in Glidepath or call the clinic before each step" in told


@pytest.mark.hazard("HZ-04")
def test_the_calendar_of_a_rest_takes_back_the_steps_of_the_calendar_before(cast: Cast) -> None:
    plan = released(cast, running(cast), 1, on_day(7))
    with clock.at(on_day(8)):
        before = Calendar.from_ical(take(cast.marisol, plan, "calendar").content).walk("VEVENT")
    with clock.at(on_day(9)):
        operations.hold(by=cast.nora, at=on_day(9), patient=cast.patient)
        after = Calendar.from_ical(take(cast.marisol, plan, "calendar").content).walk("VEVENT")
    withdrawn = {str(entry["UID"]) for entry in after if entry.get("STATUS") == "CANCELLED"}
    assert withdrawn == {str(entry["UID"]) for entry in before[1:]}
    assert {str(entry["UID"]) for entry in after} == {str(entry["UID"]) for entry in before}
    assert min(int(entry["SEQUENCE"]) for entry in after) > max(int(entry["SEQUENCE"]) for entry in before)
    assert all("DESCRIPTION" not in entry for entry in after if entry.get("STATUS") == "CANCELLED")


@pytest.mark.hazard("HZ-04")
@pytest.mark.parametrize(("state", "told"), [("replaced", "newer version has replaced"), ("withdrawn", "do not hold")])
def test_a_plan_that_holds_no_longer_says_so_instead_of_a_paper(cast: Cast, state: str, told: str) -> None:
    plan = signed(cast)
    Plan.objects.filter(pk=plan.pk).update(state=state)
    answer = take(cast.dr_park, plan, "pdf")
    assert answer.status_code == 409
    assert told in words(answer)


@pytest.mark.hazard("HZ-04")
def test_the_calendar_of_a_newer_version_takes_back_the_older_ones_steps(cast: Cast) -> None:
    plan = released(cast, running(cast), 1, on_day(7))
    with clock.at(on_day(9)):
        operations.hold(by=cast.nora, at=on_day(9), patient=cast.patient)
    with clock.at(on_day(20)):
        plan.refresh_from_db()
        day = on_day(40).date()
        newer = operations.resume(by=cast.dr_park, at=on_day(20), plan=plan, resumes_on=day, reason="She feels ready.")
        signature = {"signed_at": on_day(20), "signed_by_id": cast.dr_park.user_id, "state": "signed"}
        Plan.objects.filter(pk=newer.pk).update(**signature)
        entries = Calendar.from_ical(take(cast.dr_park, newer, "calendar").content).walk("VEVENT")
    gone = {str(entry["UID"]) for entry in entries if entry.get("STATUS") == "CANCELLED"}
    assert gone == {f"{plan.content_hash[:32]}-{step.number}@glidepath" for step in plan.steps.filter(number__gt=1)}


def test_while_a_step_is_taken_the_paper_says_which(cast: Cast) -> None:
    plan = released(cast, running(cast), 1, on_day(7))
    with clock.at(on_day(9)):
        assert "you were at step 1, since January 11, 2027" in pdf_text(take(cast.marisol, plan, "pdf").content)


def test_the_fhir_status_follows_the_plan(cast: Cast) -> None:
    plan = signed(cast)
    resource = json.loads(take(cast.farah, plan, "fhir").content)["entry"][0]["resource"]
    assert (resource["status"], resource["intent"]) == ("draft", "plan")
    assert resource["subject"]["reference"] == f"Patient/{cast.patient.public_id}"


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize("name", ["pdf", "pharmacy"])
def test_words_that_are_not_those_that_were_signed_leave_on_no_paper(cast: Cast, name: str) -> None:
    plan = signed(cast)
    step = plan.steps.get(number=1)
    step.rendering["words"]["en"][0]["words"] = "Three 60 mg tablets"
    PlanStep.objects.filter(pk=step.pk).update(rendering=step.rendering)
    answer = take(cast.dr_park, plan, name)
    assert answer.status_code == 409
    assert "not those that were signed" in words(answer)


@pytest.mark.hazard("HZ-01")
def test_a_plan_whose_certificate_fails_leaves_on_no_paper(cast: Cast) -> None:
    plan = signed(cast)
    frozen = {**plan.frozen, "because": ["Nobody signed this sentence."]}
    Plan.objects.filter(pk=plan.pk).update(frozen=frozen)
    answer = take(cast.dr_park, plan, "json")
    assert answer.status_code == 409
    assert "check of this plan does not hold" in words(answer)


def test_the_plan_pages_lead_to_the_documents(cast: Cast) -> None:
    plan = signed(cast)
    link = reverse("documents:page", args=[plan.public_id])
    theirs = reverse("tapering:plan", args=[cast.patient.public_id, plan.public_id])
    assert link in browser(cast.dr_park).get(theirs).content.decode()
    assert link in browser(cast.marisol).get(reverse("tapering:my_plan")).content.decode()
