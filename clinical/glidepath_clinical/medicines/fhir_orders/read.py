"""Reads one MedicationRequest or MedicationStatement (FHIR R4) into an Order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from glidepath_clinical.medicines.fhir_orders.dosage import dosages_in, problems_of, read_line, what_is_read
from glidepath_clinical.medicines.fhir_orders.json_shapes import Json, not_read, object_at, objects_at, text_at
from glidepath_clinical.medicines.fhir_orders.medication import Medication, read_medication, read_route
from glidepath_clinical.medicines.fhir_orders.order import Counting, Directions, Order
from glidepath_clinical.medicines.fhir_orders.remembered import Remembered
from glidepath_clinical.medicines.fhir_orders.timing import date_of

_OVER: Final = ("cancelled", "completed", "draft", "entered-in-error", "intended", "not-taken", "stopped")
_COUNTING: Final = {"active": Counting.COUNTS, "on-hold": Counting.APART, **dict.fromkeys(_OVER, Counting.NOT)}
"""By the status codes of FHIR R4. Any other word counts and is named, as a status that is unknown does."""


_MEDICATIONS: Final = Remembered[Medication](most=10_000)
_DIRECTIONS: Final = Remembered[Directions](most=10_000)


def read_order(resource: Mapping[str, Any], medication: Mapping[str, Any] | None = None) -> Order:
    """Read one resource. `medication` is the Medication resource when the order only refers to it.

    Never raises for rough content: what cannot be read is None and named in `problems`.
    """
    concept = _concept(resource, medication)
    written = resource.get("dosageInstruction") or resource.get("dosage") or []
    dosages = dosages_in(written)
    content = (concept.get("coding"), concept.get("text"), [what_is_read(each) for each in dosages])
    directions = _DIRECTIONS.reading(content, lambda: _directions(concept, dosages))
    kind = text_at(resource, "resourceType")
    identifier = text_at(resource, "id")
    status = text_at(resource, "status")
    counting, why_not = _counting(resource, status)
    return Order(
        kind=kind,
        reference=f"{kind}/{identifier}" if identifier else kind,
        status=status,
        intent=text_at(resource, "intent"),
        counting=counting,
        why_not=why_not,
        authored_on=date_of(text_at(resource, "authoredOn") or text_at(resource, "dateAsserted")),
        problems=(*directions.medication.problems, *_status_problems(resource, status), *directions.problems),
        directions=directions,
    )


def _directions(concept: Json, dosages: tuple[Json, ...]) -> Directions:
    named_by = (concept.get("coding"), concept.get("text"))
    medication = _MEDICATIONS.reading(named_by, lambda: read_medication(concept))
    lines = tuple(read_line(dosage, medication) for dosage in dosages)
    route = read_route(next(iter(dosages), {}), medication)
    return Directions(medication, route, lines, tuple(problems_of(lines)))


def _concept(resource: Json, medication: Json | None) -> Json:
    direct = object_at(resource, "medicationCodeableConcept")
    if direct:
        return direct
    wanted = text_at(object_at(resource, "medicationReference"), "reference")
    inside = next((c for c in objects_at(resource, "contained") if f"#{text_at(c, 'id')}" == wanted), medication)
    return object_at(inside, "code") or {"text": text_at(object_at(resource, "medicationReference"), "display")}


def _counting(resource: Json, status: str) -> tuple[Counting, str]:
    if resource.get("doNotPerform") is True:
        return Counting.NOT, "it says that this must not be given"
    counting = _COUNTING.get(status, Counting.COUNTS)
    return counting, "" if counting is Counting.COUNTS else f'status "{status}"'


def _status_problems(resource: Json, status: str) -> tuple[str, ...]:
    is_flag = isinstance(resource.get("doNotPerform", False), bool)
    odd = () if is_flag else not_read(resource, flags=["doNotPerform"])
    if status in _COUNTING:
        return odd
    words = "the status is not known" if status in ("", "unknown") else f'"{status}" is no status of FHIR R4'
    return (f"status_unknown: {words}; counted", *odd)
