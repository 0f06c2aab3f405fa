"""The plan as FHIR R4: one CarePlan, and one MedicationRequest with intent "plan" for each medicine.

Step k is `sequence` k with `boundsPeriod`; times of day share a sequence and differ in `when`; doses are
counted in units, and `text` is the frozen rendering.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from glidepath_clinical.medicines import find_product
from glidepath_clinical.tapering.forms.plain_words import heading, step_lines
from glidepath_clinical.tapering.forms.rendered import RenderedStep, doses_of, rendered_steps, strength_text
from glidepath_clinical.tapering.rendering import DoseWords, step_words
from glidepath_clinical.tapering.spanish import in_spanish

Json = dict[str, Any]
VERSIONS = "urn:glidepath:plan-version"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
UCUM = "http://unitsofmeasure.org"
WHEN = {"morning": "MORN", "noon": "NOON", "evening": "EVE", "bedtime": "NIGHT"}


def fhir_bundle(document: Mapping[str, Any], subject: str, language: str = "en", status: str = "draft") -> Json:
    """A Bundle of type collection. `subject` is the patient's reference, such as "Patient/example".

    `status` is draft or active; a plan that is held is on-hold whatever is asked. A version that replaces
    another says which in `replaces`. Raises `NoCertificate`, and ValueError for another language or status.
    """
    if status not in ("draft", "active"):
        raise ValueError(f"{status!r} is not draft or active")
    steps = rendered_steps(document, language)
    held = steps[-1].phase == "hold"
    writer = _Writer(document, steps, {"reference": subject}, "on-hold" if held else status, language)
    requests = [writer.request(place) for place in range(len(document["products"]))]
    entries = [(writer.address("CarePlan"), writer.care_plan()), *requests]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": address, "resource": resource} for address, resource in entries],
    }


class _Writer:
    def __init__(
        self, document: Mapping[str, Any], steps: Sequence[RenderedStep], subject: Json, status: str, language: str
    ) -> None:
        self.document, self.steps, self.subject = document, steps, subject
        self.status, self.language = status, language

    def address(self, name: str) -> str:
        content = self.document["content_hash"]
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{VERSIONS}:{content}:{name}')}"

    def identifier(self) -> Json:
        return {"system": VERSIONS, "value": self.document["content_hash"]}

    def care_plan(self) -> Json:
        previous = self.document.get("previous_content_hash")
        replaces = {"replaces": [{"identifier": {"system": VERSIONS, "value": previous}}]} if previous else {}
        return {
            "resourceType": "CarePlan",
            "identifier": [self.identifier()],
            **replaces,
            "status": self.status,
            "intent": "plan",
            "title": ", ".join(product["product"] for product in self.document["products"]),
            "description": " ".join(self._told(line) for line in self.document["because"]),
            "subject": self.subject,
            "activity": [*self._references(), *(self._activity(step) for step in self.steps)],
        }

    def _told(self, sentence: str) -> str:
        """A sentence of the plan in the language of the form, where it has any."""
        return (in_spanish(sentence) or sentence) if self.language == "es" else sentence

    def _references(self) -> Iterator[Json]:
        for place in range(len(self.document["products"])):
            yield {"reference": {"reference": self.address(f"MedicationRequest/{place}")}}

    def _activity(self, step: RenderedStep) -> Json:
        states = {"on-hold": "on-hold" if step.phase == "hold" else "scheduled"}
        period = _period(step)
        detail = {
            "kind": "MedicationRequest",
            "status": states.get(self.status, "scheduled"),
            **({"scheduledPeriod": period} if period else {}),
            "description": "\n".join(step_lines(step, self.language)),
        }
        return {"detail": detail}

    def request(self, place: int) -> tuple[str, Json]:
        product = self.document["products"][place]
        reason = {"statusReason": {"text": self._told(self.document["because"][0])}} if self.status == "on-hold" else {}
        dosages = [row for step in self.steps for row in self._dosages(step, step.medicines[place])]
        resource = {
            "resourceType": "MedicationRequest",
            "identifier": [{"system": VERSIONS, "value": f"{self.document['content_hash']}/{place}"}],
            "status": self.status,
            **reason,
            "intent": "plan",
            "medicationCodeableConcept": _medicine(str(product["product"])),
            "subject": self.subject,
            "groupIdentifier": self.identifier(),
            "dosageInstruction": dosages,
        }
        return self.address(f"MedicationRequest/{place}"), resource

    def _dosages(self, step: RenderedStep, medicine: Mapping[str, Any]) -> Iterator[Json]:
        """One Dosage per time of day and strength, concurrent by their sequence; each text is its own units alone."""
        for dose in doses_of(step, medicine):
            for row in medicine["doses"][dose.time_of_day]["units"]:
                yield {
                    "sequence": step.number,
                    "text": _words(medicine, dose, row, self.language),
                    "patientInstruction": f"{heading(step, self.language)}: {dose.words}.",
                    "timing": {"repeat": _repeat(step, medicine, dose)},
                    "doseAndRate": [{"doseQuantity": _quantity(medicine, row)}],
                }


def _words(medicine: Mapping[str, Any], dose: DoseWords, row: Mapping[str, Any], language: str) -> str:
    """The frozen rendering of one row of units; of the whole dose when it has one row."""
    one = {**medicine, "doses": {dose.time_of_day: {"amount": dose.amount, "units": [row]}}}
    return step_words({"medicines": [one]}, language)[0].words


def _repeat(step: RenderedStep, medicine: Mapping[str, Any], dose: DoseWords) -> Json:
    period = _period(step)
    bounds = {"boundsPeriod": period} if period else {}
    wear_hours = step.wear_hours.get(medicine["product"])
    if wear_hours:
        return {**bounds, "frequency": 1, "period": wear_hours, "periodUnit": "h"}
    return {**bounds, "frequency": 1, "period": 1, "periodUnit": "d", "when": [WHEN[dose.time_of_day]]}


def _period(step: RenderedStep) -> Json:
    first = {"start": step.starts_on.isoformat()} if step.starts_on else {}
    return {**first, "end": step.ends_on.isoformat()} if step.ends_on else first


def _quantity(medicine: Mapping[str, Any], row: Mapping[str, Any]) -> Json:
    """Whole or half units, the strength in their name; of a liquid its volume."""
    form = str(medicine["form"])
    unit = f"{strength_text(medicine, row)} {form}"
    code = "mL" if form == "solution" else f"{{{form.replace(' ', '_')}}}"
    return {"value": number(str(row["count"])), "unit": unit, "system": UCUM, "code": code}


def _medicine(name: str) -> Json:
    code = find_product(name).rxnorm_ingredient
    return {"text": name, **({"coding": [{"system": RXNORM, "code": code}]} if code else {})}


def number(text: str) -> int | float:
    """A decimal text as a JSON number that prints with the same digits; raises ValueError where none does."""
    exact = Decimal(text)
    if exact == exact.to_integral_value():
        return int(exact)
    written = float(text)
    if Decimal(repr(written)) != exact:
        raise ValueError(f"{text} has no JSON number with the same digits")
    return written
