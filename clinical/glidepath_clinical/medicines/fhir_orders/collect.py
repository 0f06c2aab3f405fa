"""Finds the orders and statements in a document: a Bundle, a list, or one resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from glidepath_clinical.medicines.fhir_orders.json_shapes import Json, object_at, text_at
from glidepath_clinical.medicines.fhir_orders.order import Order
from glidepath_clinical.medicines.fhir_orders.read import read_order

ORDERS: Final = frozenset(("MedicationRequest", "MedicationStatement"))
_OLD: Final = frozenset(("MedicationOrder", "MedicationPrescription"))
_DEEPEST: Final = 50
"""Lists and Bundles inside each other; no system sends more than two or three."""


class UnusableDocument(ValueError):
    """The document holds no orders that can be read. `field` is where; `message` says what and how to mend it."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        self.message = message
        super().__init__(f"{field}: {message}")


class Collected(NamedTuple):
    """The orders of a document in its order, and what was noticed on the way."""

    orders: tuple[Order, ...]
    problems: tuple[str, ...]


def collect_orders(document: object) -> Collected:
    """Read every MedicationRequest and MedicationStatement. The same resource twice is read once.

    Raises UnusableDocument for what is neither a Bundle, a list nor an order, and for FHIR before R4.
    """
    found = list(_resources(document))
    old = next((each.kind for each in found if each.kind in _OLD), "")
    if old:
        raise UnusableDocument(old, "is a resource of FHIR DSTU2 or older; send the orders as FHIR R4")
    medications = dict(_medications(found))
    seen: dict[tuple[str, str], list[Json]] = {}
    orders, problems = [], []
    for kind, _, resource in found:
        if kind not in ORDERS:
            continue
        identifier = text_at(resource, "id")
        same_name = seen.setdefault((kind, identifier), []) if identifier else []
        if any(_is_same(resource, each) for each in same_name):
            problems.append(f"same_resource_twice: {kind}/{identifier} stands twice in the file; read once")
            continue
        same_name.append(resource)
        orders.append(read_order(resource, medications.get(_medication_reference(resource)) if medications else None))
    return Collected(tuple(orders), tuple(problems))


def _is_same(one: Json, other: Json) -> bool:
    """Whether two resources say the same. What is too deep to compare is not the same: both are then read."""
    try:
        return one == other
    except RecursionError:
        return False


class _Found(NamedTuple):
    """A resource of the document with its type, and the entry that holds it."""

    kind: str
    entry: Json
    resource: Json


def _resources(document: object, depth: int = 0) -> Iterator[_Found]:
    """Each resource in the order of the document."""
    if depth > _DEEPEST:
        raise UnusableDocument("document", f"is nested more than {_DEEPEST} times; send one Bundle or one list")
    if isinstance(document, list):
        for each in document:
            yield from _resources(each, depth + 1)
        return
    if not isinstance(document, Mapping):
        kind = type(document).__name__
        raise UnusableDocument("document", f"is a {kind}; send a FHIR R4 Bundle, a list of orders, or one order")
    kind = text_at(document, "resourceType")
    if kind == "Bundle":
        yield from _of_bundle(document, depth)
    elif "resourceType" not in document and isinstance(document.get("resource"), Mapping):
        yield _found(document, object_at(document, "resource"))
    elif not kind:
        raise UnusableDocument("resourceType", "is missing; send a FHIR R4 Bundle, a list of orders, or one order")
    else:
        yield _Found(kind, {}, document)


def _of_bundle(bundle: Json, depth: int) -> Iterator[_Found]:
    entries = bundle.get("entry", [])
    if not isinstance(entries, list):
        raise UnusableDocument("Bundle.entry", "is no list; send the entries of the Bundle as a list")
    for place, entry in enumerate(entries):
        resource = object_at(entry, "resource")
        if not resource:
            where = f"Bundle.entry[{place}]"
            raise UnusableDocument(where, "holds no resource; take the entry out or send its resource")
        found = _found(entry, resource)
        if found.kind == "Bundle":
            yield from _resources(resource, depth + 1)
        else:
            yield found


def _found(entry: Json, resource: Json) -> _Found:
    return _Found(text_at(resource, "resourceType"), entry, resource)


def _medications(found: list[_Found]) -> Iterator[tuple[str, Json]]:
    for kind, entry, resource in found:
        if kind == "Medication":
            address = text_at(entry, "fullUrl")
            yield f"Medication/{text_at(resource, 'id')}", resource
            if address:
                yield address, resource


def _medication_reference(resource: Json) -> str:
    return text_at(object_at(resource, "medicationReference"), "reference")
