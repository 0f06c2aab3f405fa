"""Finds the orders and statements in a document: a Bundle, a list, or one resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from glidepath_clinical.medicines.fhir_orders.json_shapes import Json, object_at, text_at
from glidepath_clinical.medicines.fhir_orders.order import Order
from glidepath_clinical.medicines.fhir_orders.read import read_order

ORDERS: Final = frozenset(("MedicationRequest", "MedicationStatement"))
_OLD: Final = frozenset(("MedicationOrder", "MedicationPrescription"))


class UnusableDocument(ValueError):
    """The document holds no orders that can be read. `field` is where; `message` says what and how to mend it."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        self.message = message
        super().__init__(f"{field}: {message}")


@dataclass(frozen=True)
class Collected:
    """The orders of a document in its order, and what was noticed on the way."""

    orders: tuple[Order, ...]
    problems: tuple[str, ...]


def collect_orders(document: object) -> Collected:
    """Read every MedicationRequest and MedicationStatement. The same resource twice is read once.

    Raises UnusableDocument for what is neither a Bundle, a list nor an order, and for FHIR before R4.
    """
    resources = list(_resources(document))
    old = next((text_at(r, "resourceType") for _, r in resources if text_at(r, "resourceType") in _OLD), "")
    if old:
        raise UnusableDocument(old, "is a resource of FHIR DSTU2 or older; send the orders as FHIR R4")
    medications = dict(_medications(resources))
    seen: list[Json] = []
    orders, problems = [], []
    for _, resource in resources:
        if text_at(resource, "resourceType") not in ORDERS:
            continue
        if text_at(resource, "id") and resource in seen:
            where = f"{text_at(resource, 'resourceType')}/{text_at(resource, 'id')}"
            problems.append(f"same_resource_twice: {where} stands twice in the file; read once")
            continue
        seen.append(resource)
        orders.append(read_order(resource, medications.get(_medication_reference(resource))))
    return Collected(tuple(orders), tuple(problems))


def _resources(document: object) -> Iterator[tuple[str, Json]]:
    """Each resource with its full address."""
    if isinstance(document, list):
        for each in document:
            yield from _resources(each)
        return
    if not isinstance(document, Mapping):
        kind = type(document).__name__
        raise UnusableDocument("document", f"is a {kind}; send a FHIR R4 Bundle, a list of orders, or one order")
    if "resourceType" not in document and isinstance(document.get("resource"), Mapping):
        yield text_at(document, "fullUrl"), object_at(document, "resource")
        return
    if text_at(document, "resourceType") == "Bundle":
        for place, entry in enumerate(_entries(document)):
            yield from _resources(_wrapped(entry, f"Bundle.entry[{place}]"))
        return
    if not text_at(document, "resourceType"):
        raise UnusableDocument("resourceType", "is missing; send a FHIR R4 Bundle, a list of orders, or one order")
    yield "", document


def _entries(bundle: Json) -> list[Any]:
    entries = bundle.get("entry", [])
    if not isinstance(entries, list):
        raise UnusableDocument("Bundle.entry", "is no list; send the entries of the Bundle as a list")
    return entries


def _wrapped(entry: object, where: str) -> Any:
    resource = object_at(entry, "resource")
    if not resource:
        raise UnusableDocument(where, "holds no resource; take the entry out or send its resource")
    nested = text_at(resource, "resourceType") == "Bundle"
    return resource if nested else {"fullUrl": text_at(entry, "fullUrl"), "resource": resource}


def _medications(resources: list[tuple[str, Json]]) -> Iterator[tuple[str, Json]]:
    for address, resource in resources:
        if text_at(resource, "resourceType") == "Medication":
            yield f"Medication/{text_at(resource, 'id')}", resource
            if address:
                yield address, resource


def _medication_reference(resource: Json) -> str:
    return text_at(object_at(resource, "medicationReference"), "reference")
