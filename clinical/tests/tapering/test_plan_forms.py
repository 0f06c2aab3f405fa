"""Every form says the same dose: it is taken back out of text, calendar, FHIR and JSON of random plans."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from glidepath_clinical.tapering import Planned, PlanRequest, plan, step_words
from glidepath_clinical.tapering.forms import calendar_text, fhir_bundle, order_text, plan_words
from glidepath_clinical.tapering.forms.calendar_file import escape, fold
from glidepath_clinical.tapering.forms.fhir import number
from glidepath_clinical.tapering.forms.rendered import NoCertificate
from hypothesis import given
from hypothesis import strategies as st

from .cases import half_way, medicine, morphine, planned, request
from .change_events import changed, event
from .forms_readers import (
    WORN,
    calendar_events,
    from_calendar,
    from_english,
    from_fhir,
    from_json,
    from_order_text,
    from_plain_words,
    of_the_plan,
)
from .test_random_requests import random_request

Json = dict[str, Any]
NOW = datetime(2027, 1, 4, 15, 0, tzinfo=UTC)
PLANS = int(os.environ.get("GLIDEPATH_RANDOM_PLANS", "300"))


HALF = {"reduction_percent": "50", "basis": "original", "every_days": 28}


def random_plans(count: int) -> Iterator[Json]:
    """Certified plans of one medicine of any form, from seeded random requests."""
    films = medicine("buprenorphine/naloxone sublingual film", "2", strengths=["2/0.5"])
    yield planned(request(framework=None, pace=HALF, medicines=[films], continues=half_way("2")))
    seed = found = 0
    while found < count:
        answer = plan(PlanRequest.from_json(random_request(random.Random(seed))))
        seed += 1
        if isinstance(answer, Planned):
            found += 1
            yield answer.to_json()


def differences(document: Json) -> list[str]:
    """The forms from which another dose comes out than the plan says."""
    said = of_the_plan(document)
    dated = {key: amount for key, amount in said.items() if key[0] > 0}
    amounts, digits, words = from_order_text(order_text(document))
    is_patch = document["products"][0]["form"] == "patch"
    worn = {(step, WORN if is_patch else time): amount for (step, time), amount in said.items()}
    quantities, texts = from_fhir(json.dumps(fhir_bundle(document, "Patient/example")))
    read = {
        "words en": (from_plain_words(plan_words(document, "en"), "en"), said),
        "words es": (from_plain_words(plan_words(document, "es"), "es"), said),
        "order amounts": (amounts, said),
        "order digits": (digits, said),
        "order words": (words, said),
        "calendar en": (from_calendar(calendar_text(document, "en", NOW), "en"), dated),
        "calendar es": (from_calendar(calendar_text(document, "es", NOW), "es"), dated),
        "fhir quantities": (quantities, worn),
        "fhir texts": (texts, worn),
        "json": (from_json(json.dumps(document)), said),
    }
    return [name for name, (found, wanted) in read.items() if found != wanted]


def test_random_plans_have_every_form_a_medicine_can_have() -> None:
    forms = {row["form"] for document in random_plans(300) for row in document["products"]}
    assert forms == {"tablet", "capsule", "tablet or capsule", "solution", "patch", "film"}


def test_a_patch_is_told_with_the_hours_it_is_worn() -> None:
    patch = {"product": "fentanyl transdermal system 72 h", "unit": "mcg/h", "doses": {"morning": "100"}}
    pace = {"reduction_percent": "25", "basis": "original", "every_days": 30}
    document = planned(request(framework=None, pace=pace, goal={"kind": "dose", "daily": "75"}, medicines=[patch]))
    assert "Morning: One 75 mcg/h patch.\nWorn for 72 hours, then changed.\n" in plan_words(document, "en")
    assert "Se lleva 72 horas y luego se cambia." in plan_words(document, "es")
    repeat = fhir_bundle(document, "Patient/x")["entry"][1]["resource"]["dosageInstruction"][-1]["timing"]["repeat"]
    assert (repeat["period"], repeat["periodUnit"]) == (72, "h")
    assert "when" not in repeat


def test_the_dose_comes_out_of_every_form_as_the_plan_says_it() -> None:
    for document in random_plans(PLANS):
        assert differences(document) == [], document["request"]


def test_a_form_that_says_another_dose_is_noticed() -> None:
    document = planned(request())
    document["steps"][1]["medicines"][0]["doses"]["noon"]["units"][0]["count"] = "5"
    assert set(differences(document)) == {
        "words en", "words es", "order digits", "order words", "calendar en", "calendar es",
        "fhir quantities", "fhir texts", "json",
    }  # fmt: skip


def test_plain_words_tell_dates_and_doses() -> None:
    text = plan_words(planned(request()), "en")
    assert "Step 1, from 11 January 2027 to 7 February 2027\nMorning: Five 15 mg tablets.\n" in text
    assert "Step 8, from 26 July 2027 on\nmorphine ER tablet: nothing is taken any more.\n" in text
    assert text.endswith("This is not a prescription.\n")


def test_plain_words_exist_in_spanish() -> None:
    text = plan_words(planned(request()), "es")
    assert "Paso 1, del 11 de enero de 2027 al 7 de febrero de 2027\nMañana: Cinco tabletas de 15 mg.\n" in text


def test_a_number_with_a_half_never_stands_alone() -> None:
    tablets = medicine("oxycodone tablet", "7.5", strengths=["5"], halves_confirmed=["5"])
    pace = {"reduction_percent": "50", "basis": "original", "every_days": 7}
    document = planned(request(framework=None, pace=pace, medicines=[tablets]))
    for text in (plan_words(document, "en"), plan_words(document, "es"), calendar_text(document, "en", NOW)):
        assert "1.5" not in text
    assert "7.5 mg = 1.5 x 5 mg. One and a half 5 mg tablets." in order_text(document)


def test_a_hold_is_said_on_every_form() -> None:
    (held,) = changed(planned(request()), event("hold"))
    assert "Step 2, from 8 February 2027 on\n" in plan_words(held, "en")
    assert "The dose stays as it is until a clinician goes on." in plan_words(held, "en")
    assert "La dosis sigue igual hasta que un profesional decida seguir." in plan_words(held, "es")
    assert "Step 2 (hold) 2027-02-08 to open" in order_text(held)
    assert calendar_events(calendar_text(held, "en", NOW))[-1]["SUMMARY"] == "Plan: stay"
    resources = [entry["resource"] for entry in fhir_bundle(held, "Patient/example", status="active")["entry"]]
    assert [resource["status"] for resource in resources] == ["on-hold", "on-hold"]
    assert "Held at step 2" in resources[1]["statusReason"]["text"]


def test_a_dose_that_is_kept_after_a_step_back_has_its_day() -> None:
    (version,) = changed(planned(request()), event("step_back"))
    (entry,) = calendar_events(calendar_text(version, "en", NOW))
    assert entry["DTSTART;VALUE=DATE"] == "20270402"
    assert "Now, from 2 April 2027 on" in plan_words(version, "en")


def test_order_text_says_that_it_is_no_prescription_and_what_may_be_halved() -> None:
    text = order_text(planned(request()))
    assert text.splitlines()[0].startswith("NOT A PRESCRIPTION.")
    assert text.splitlines()[-1].startswith("NOT A PRESCRIPTION.")
    assert "Medicine: morphine ER tablet, 15, 30, 60 mg; whole units only" in text


def test_every_day_of_the_plan_stands_once_in_the_calendar() -> None:
    document = planned(request())
    entries = calendar_events(calendar_text(document, "en", NOW))
    day = date(2027, 1, 11)
    for entry in entries[:-1]:
        assert entry["DTSTART;VALUE=DATE"] == f"{day:%Y%m%d}"
        day = datetime.strptime(entry["DTEND;VALUE=DATE"], "%Y%m%d").date()
    assert entries[-1]["DTSTART;VALUE=DATE"] == f"{day:%Y%m%d}"
    assert "DTEND;VALUE=DATE" not in entries[-1]


def test_a_calendar_is_private_and_names_no_medicine_in_its_titles() -> None:
    for entry in calendar_events(calendar_text(planned(request()), "es", NOW)):
        assert entry["CLASS"] == "PRIVATE"
        assert entry["DTSTAMP"] == "20270104T150000Z"
        assert entry["SUMMARY"].startswith("Plan: paso ")


def test_a_calendar_needs_a_moment_with_a_zone() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        calendar_text(planned(request()), "en", datetime(2027, 1, 4, 15, 0))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=300))
def test_a_folded_line_is_at_most_75_octets_and_reads_back(text: str) -> None:
    written = escape(text)
    pieces = list(fold(f"DESCRIPTION:{written}"))
    assert all(len(piece.encode("utf-8")) <= 75 for piece in pieces)
    (read,) = calendar_events("BEGIN:VEVENT\r\n" + "".join(f"{piece}\r\n" for piece in pieces))
    assert read["DESCRIPTION"] == text


def test_fhir_follows_the_shape_of_a_taper() -> None:
    document = planned(request())
    plan_resource, order = (entry["resource"] for entry in fhir_bundle(document, "Patient/example")["entry"])
    assert (plan_resource["resourceType"], plan_resource["intent"]) == ("CarePlan", "plan")
    assert (order["resourceType"], order["intent"], order["status"]) == ("MedicationRequest", "plan", "draft")
    first = next(row for row in order["dosageInstruction"] if row["sequence"] == 1)
    assert first["timing"]["repeat"] == {
        "boundsPeriod": {"start": "2027-01-11", "end": "2027-02-07"},
        "frequency": 1, "period": 1, "periodUnit": "d", "when": ["MORN"],
    }  # fmt: skip
    assert first["doseAndRate"][0]["doseQuantity"]["value"] == 5
    assert first["text"] == step_words(document["steps"][0], "en")[0].words


def test_fhir_texts_of_one_strength_are_the_rendering_and_of_several_add_up_to_it() -> None:
    doses = [morphine("90", "75", "90")]
    document = planned(request(packing="fewest_units", medicines=doses))
    rows = fhir_bundle(document, "Patient/example")["entry"][1]["resource"]["dosageInstruction"]
    noon = [row for row in rows if row["sequence"] == 0 and row["timing"]["repeat"]["when"] == ["NOON"]]
    assert [row["text"] for row in noon] == ["One 60 mg tablet", "One 15 mg tablet"]
    assert all("One 60 mg tablet and one 15 mg tablet" in row["patientInstruction"] for row in noon)


def test_a_new_version_says_which_one_it_replaces() -> None:
    before = planned(request())
    (after,) = changed(before, event("resume"))
    care_plan = fhir_bundle(after, "Patient/example")["entry"][0]["resource"]
    assert care_plan["replaces"][0]["identifier"]["value"] == before["content_hash"]
    assert f"Replaces {before['content_hash']}" in order_text(after)


def test_the_same_plan_has_the_same_addresses() -> None:
    one, other = (fhir_bundle(planned(request()), "Patient/example") for _ in range(2))
    assert one == other
    references = one["entry"][0]["resource"]["activity"][0]["reference"]["reference"]
    assert references == one["entry"][1]["fullUrl"]


@pytest.mark.parametrize("status", ["completed", "on-hold"])
def test_a_status_that_is_not_for_the_engine_to_say_is_refused(status: str) -> None:
    with pytest.raises(ValueError, match="is not draft or active"):
        fhir_bundle(planned(request()), "Patient/example", status=status)


def test_a_plan_without_a_certificate_takes_no_form() -> None:
    document = planned(request())
    document["certificate"]["holds"] = False
    for form in (
        lambda: plan_words(document, "en"),
        lambda: order_text(document),
        lambda: calendar_text(document, "en", NOW),
        lambda: fhir_bundle(document, "Patient/example"),
    ):
        with pytest.raises(NoCertificate):
            form()


def test_words_exist_in_two_languages_alone() -> None:
    with pytest.raises(ValueError, match="no words in 'fr'"):
        plan_words(planned(request()), "fr")


@pytest.mark.parametrize(("text", "written"), [("3", "3"), ("1.5", "1.5"), ("0.1", "0.1"), ("12.25", "12.25")])
def test_a_number_keeps_its_digits_in_json(text: str, written: str) -> None:
    assert json.dumps(number(text)) == written


def test_a_number_that_json_cannot_carry_exactly_is_refused() -> None:
    with pytest.raises(ValueError, match="no JSON number"):
        number("0.12345678901234567891")


def test_the_reader_of_english_words_reads_what_people_write() -> None:
    assert from_english("One and a half 15 mg tablets") == from_english("Half a 45 mg tablet")
    assert from_english("Twenty-one 5 mg tablets and half a 10 mg tablet") == 110


def test_one_day_is_told_as_one_day() -> None:
    document = planned(request(framework="va-rapid", goal={"kind": "stop"}))
    assert "Step 1, on 11 January 2027\n" in plan_words(document, "en")
