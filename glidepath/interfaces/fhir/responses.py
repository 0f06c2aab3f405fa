"""A FHIR QuestionnaireResponse as answers to a questionnaire: every question and answer known, or refused by name.

A response that is refused leaves nothing behind; the rest of its file is not touched. The same response again is the
same answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from glidepath_clinical.scales import ALSO_ACCEPTED, Item, Scale

from glidepath.care.checkins.daily import AnswersRefused
from glidepath.care.checkins.moments import MomentRefused
from glidepath.care.checkins.operations import AlreadySent, submit_scale
from glidepath.care.intake.take_in import fingerprint
from glidepath.foundation.access import Actor
from glidepath.foundation.clock import local_date
from glidepath.interfaces.fhir.questionnaire import CANONICAL
from glidepath.record.instruments.queries import instruments_of
from glidepath.record.patients.models import Patient

FINISHED: Final = ("completed", "amended")
LOINC_FORM: Final = "http://loinc.org/q/"


class ResponseRefused(ValueError):
    """A response that cannot be taken; the message names the question, the answer or the field."""


@dataclass(frozen=True)
class Read:
    """A response as values: the scale, the answers by item code, and when it was given."""

    scale: Scale
    answers: dict[str, int | None]
    given_at: datetime


def store_response(*, by: Actor, at: datetime, patient: Patient, resource: dict[str, Any], source: str) -> bool:
    """Store one response as the person's own answers; False when it was here before. Raises ResponseRefused."""
    read = read_response(resource, _scales(patient, at))
    name = f"{source}|{resource.get('id') or fingerprint(resource)}"
    client_uuid = uuid5(NAMESPACE_URL, f"{patient.ref}|{name}")
    try:
        stored = submit_scale(
            by=by,
            patient=patient,
            scale=read.scale.id,
            answers=read.answers,
            happened_at=read.given_at,
            zone=patient.zone,
            informant="patient",
            source="import",
            at=at,
            client_uuid=client_uuid,
        )
    except (AnswersRefused, MomentRefused) as refused:
        raise ResponseRefused(str(refused)) from refused
    except AlreadySent as sent:
        raise ResponseRefused("the same id was sent before with other answers, and those are kept") from sent
    return stored.received_at == at


def read_response(resource: dict[str, Any], scales: dict[str, Scale]) -> Read:
    """The response as values. Raises ResponseRefused for the first thing nobody here knows."""
    if resource.get("status") not in FINISHED:
        raise ResponseRefused(f"status is {resource.get('status')}; only a completed response counts")
    author = str((resource.get("source") or resource.get("author") or {}).get("reference", "Patient/"))
    if not author.startswith(("Patient/", "urn:", "#")):
        raise ResponseRefused(f"it was answered by {author.split('/')[0]}; only the person's own answers count")
    scale = _scale_of(str(resource.get("questionnaire") or ""), scales)
    answers = dict(_answers(resource.get("item") or [], scale))
    if not answers:
        raise ResponseRefused("it has no answer to any question")
    return Read(scale, answers, _moment(resource.get("authored")))


def _scales(patient: Patient, at: datetime) -> dict[str, Scale]:
    return {name: one.scale for name, one in instruments_of(patient.site_id, local_date(at, patient.zone)).items()}


def _scale_of(canonical: str, scales: dict[str, Scale]) -> Scale:
    """By our own address, by the LOINC form, or by a bare name such as PHQ-9."""
    name = canonical.partition("|")[0]
    panels = {f"{LOINC_FORM}{scale.loinc_panel}": scale for scale in scales.values() if scale.loinc_panel}
    found = scales.get(name.removeprefix(CANONICAL)) or panels.get(name)
    found = found or scales.get(name.rpartition("/")[2].replace("-", "").lower())
    if found is None:
        raise ResponseRefused(f"no questionnaire here is {canonical or 'without a name'}")
    return found


def _answers(items: list[Any], scale: Scale) -> Iterator[tuple[str, int | None]]:
    by_link = {}
    for item in (*scale.items, *scale.unscored):
        by_link[item.code] = item
        if item.loinc:
            by_link |= {item.loinc: item, f"/{item.loinc}": item}
    not_counted = {f"{scale.id}_stem", str(scale.loinc_total), f"/{scale.loinc_total}"}
    for row in _flat(items):
        link = str(row.get("linkId") or "")
        if not row.get("answer") or link in not_counted:
            continue  # a heading, a question without an answer, or a total, which is worked out here
        if link not in by_link:
            raise ResponseRefused(f"{scale.title} has no question {link}")
        yield by_link[link].code, _value(row["answer"], by_link[link])


def _flat(items: list[Any]) -> Iterator[dict[str, Any]]:
    for row in items:
        if isinstance(row, dict):
            yield row
            yield from _flat(row.get("item") or [])


def _value(answers: Any, item: Item) -> int:
    if not isinstance(answers, list) or len(answers) != 1 or not isinstance(answers[0], dict):
        raise ResponseRefused(f"{item.code} needs exactly one answer")
    given = answers[0]
    coding = given.get("valueCoding") or {}
    code = ALSO_ACCEPTED.get(str(coding.get("code")), str(coding.get("code")))
    number = given.get("valueInteger", given.get("valueDecimal"))
    for one in item.answers:
        known = one.code or str(one.value)
        if (coding and code == known) or (number is not None and number == one.value):
            return one.value
    said = coding.get("code") or coding.get("display") or number or "nothing"
    raise ResponseRefused(f"{item.code} has no answer {said}")


def _moment(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ResponseRefused("authored must be a time with its zone, such as 2027-03-01T07:30:00-07:00")
    return moment
