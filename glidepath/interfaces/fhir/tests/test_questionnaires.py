"""Questionnaires go out as valid FHIR R4; answers come in once, each known by name, or they are refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from glidepath_clinical.scales import SCALES, Scale

from glidepath.care.checkins.tests.people import NOON, Clinic, client_of, open_clinic
from glidepath.care.intake.models import ImportReport
from glidepath.foundation import clock
from glidepath.interfaces.fhir.operations import import_file
from glidepath.interfaces.fhir.questionnaire import questionnaire_of
from glidepath.interfaces.fhir.responses import ResponseRefused, read_response
from glidepath.interfaces.fhir.tests.bundles import file_of, person
from glidepath.record.alerts.models import Alert
from glidepath.record.observations.models import ScaleResponse

KNOWN = {scale.id: scale for scale in SCALES}
OFTEN = {0: "LA6568-5", 1: "LA6569-3", 2: "LA6570-1", 3: "LA6571-9"}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


@pytest.fixture
def clinic(db: None) -> Clinic:
    return open_clinic()


def answer(link: str, code: str) -> dict[str, Any]:
    return {"linkId": link, "answer": [{"valueCoding": {"system": "http://loinc.org", "code": code}}]}


def phq9(nine: str = "LA6568-5", **changes: Any) -> dict[str, Any]:
    links = [item.loinc for item in KNOWN["phq9"].items][:8]
    items = [answer(f"/{link}", OFTEN[1]) for link in links] + [answer("44260-8", nine)]
    return {
        "resourceType": "QuestionnaireResponse",
        "id": "qr1",
        "status": "completed",
        "questionnaire": "http://loinc.org/q/44249-1",
        "subject": {"reference": "Patient/p1"},
        "authored": "2026-11-01T08:00:00-07:00",
        "item": [{"linkId": "44249-1", "item": items}, {"linkId": "44261-6", "answer": [{"valueDecimal": 8}]}],
        **changes,
    }


def taken(clinic: Clinic, *resources: dict[str, Any], at: datetime = NOON) -> ImportReport:
    outcome = import_file(
        by=clinic.nurse, at=at, site=clinic.site, name="a.json", content=file_of(person(), *resources)
    )
    return outcome.reports[0]


@pytest.mark.parametrize("scale", [one for one in SCALES if one.languages()], ids=lambda scale: scale.id)
def test_every_questionnaire_goes_out_as_valid_fhir_with_its_wording_codes_points_and_licence(scale: Scale) -> None:
    resource = questionnaire_of(scale)
    Questionnaire.model_validate(resource)
    asked = {item["linkId"]: item for item in resource["item"] if item["type"] == "choice"}
    for item in scale.items:
        assert asked[item.code]["text"] == item.text["en"]
        points = [option["valueCoding"]["extension"][0]["valueDecimal"] for option in asked[item.code]["answerOption"]]
        assert points == [one.value for one in item.answers]
    assert scale.licence.terms in resource["copyright"]


def test_what_goes_out_comes_back_as_the_same_answers() -> None:
    for scale in (one for one in SCALES if one.languages()):
        asked = [item for item in questionnaire_of(scale)["item"] if item["type"] == "choice" and item.get("required")]
        said = [{"linkId": item["linkId"], "answer": [item["answerOption"][-1]]} for item in asked]
        read = read_response(phq9(questionnaire=questionnaire_of(scale)["url"], item=said), KNOWN)
        last = {item.code: item.answers[-1].value for item in scale.items if item.code in read.answers}
        assert (read.scale, {code: read.answers[code] for code in last}) == (scale, last)


def test_a_response_in_a_file_becomes_the_persons_answers_of_that_day(clinic: Clinic) -> None:
    report = taken(clinic, phq9("LA6569-3"))
    row = ScaleResponse.objects.get()
    assert (row.scale, row.total, row.informant, row.source) == ("phq9", 9, "patient", "import")
    assert row.happened_at.isoformat() == "2026-11-01T15:00:00+00:00"
    assert row.is_late
    assert report.added["questionnaires"] == 1


def test_the_same_response_again_is_stored_once(clinic: Clinic) -> None:
    taken(clinic, phq9())
    flag = {"resourceType": "Flag", "id": "f", "status": "active", "code": {"text": "x"}}
    same_file = taken(clinic, phq9(), at=NOON + timedelta(hours=1))
    other_file = taken(clinic, phq9(), flag, at=NOON + timedelta(hours=2))
    assert ScaleResponse.objects.count() == 1
    assert (same_file.added["questionnaires"], other_file.unchanged["questionnaires"]) == (1, 1)


def test_more_than_half_the_days_comes_in_under_its_other_code(clinic: Clinic) -> None:
    taken(clinic, phq9("LA18938-3"))
    assert ScaleResponse.objects.get().answers["phq9_9"] == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"item": [answer("99999-9", "LA6568-5")]}, "has no question 99999-9"),
        ({"item": [answer("44250-9", "LA9999-9")]}, "phq9_1 has no answer LA9999-9"),
        ({"item": [{"linkId": "44250-9", "answer": [{"valueInteger": 4}]}]}, "phq9_1 has no answer 4"),
        ({"item": [{"linkId": "44250-9", "answer": [{"valueInteger": 1}, {"valueInteger": 2}]}]}, "exactly one answer"),
        ({"item": []}, "no answer to any question"),
        ({"questionnaire": "http://example.org/Questionnaire/BPI"}, "no questionnaire here is http://example.org"),
        ({"status": "in-progress"}, "status is in-progress"),
        ({"authored": "2026-11-01"}, "authored must be a time with its zone"),
        ({"authored": "2999-11-01T08:00:00-07:00"}, "still to come"),
        ({"source": {"reference": "RelatedPerson/1"}}, "answered by RelatedPerson"),
        ({"questionnaire": "https://glidepath.health/Questionnaire/sowsg", "item": [
            {"linkId": "sowsg_1", "answer": [{"valueInteger": 1}]}]}, "permission"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused_by_name_and_the_rest_of_the_file_comes_in(
    clinic: Clinic, changes: dict[str, Any], words: str
) -> None:
    report = taken(clinic, phq9(**changes))
    assert not ScaleResponse.objects.exists()
    (repair,) = [one for one in report.repairs if "QuestionnaireResponse" in one["where"]]
    assert words in repair["problem"]
    assert repair["done"] == "refused, nothing of it was kept"


def test_item_nine_of_an_imported_response_still_raises_its_alert_when_it_is_fresh(clinic: Clinic) -> None:
    report = taken(clinic, phq9("LA6571-9", authored="2027-03-03T08:00:00-07:00"))
    assert Alert.objects.filter(patient=report.patient, urgency="RED").exists()


def test_the_file_of_a_questionnaire_is_given_to_the_team_and_refused_by_name_where_it_is_not_in_use(
    clinic: Clinic,
) -> None:
    nurse = client_of(clinic.nurse)
    given = nurse.get("/questionnaires/phq9/fhir/")
    assert given["Content-Type"] == "application/fhir+json"
    assert given.json()["item"][1]["linkId"] == "phq9_1"
    refused = nurse.get("/questionnaires/sowsg/fhir/")
    assert refused.status_code == 409
    assert "SOWS-Gossop" in refused.json()["issue"][0]["diagnostics"]
    assert nurse.get("/questionnaires/bpi/fhir/").status_code == 404


def test_a_response_without_any_usable_field_is_refused_and_never_breaks() -> None:
    for resource in ({}, {"status": "completed"}, {"status": "completed", "questionnaire": 3, "item": "x"}):
        with pytest.raises(ResponseRefused):
            read_response(resource, KNOWN)
