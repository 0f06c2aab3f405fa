"""Orders of medicines, read by the clinical core: an order without a usable dose stays "dose unknown"."""

from __future__ import annotations

from typing import Any

from glidepath_clinical.medicines import DosageLine, read_order

from glidepath.care.intake.incoming import IncomingOrder, Repair
from glidepath.care.intake.take_in import fingerprint
from glidepath.interfaces.fhir.bundle import Contents


def read_orders(resources: list[dict[str, Any]], contents: Contents, repairs: list[Repair]) -> list[IncomingOrder]:
    """Each order as a value; what the core could not read of it goes into the report."""
    return [_incoming(resource, contents, repairs) for resource in resources]


def _incoming(resource: dict[str, Any], contents: Contents, repairs: list[Repair]) -> IncomingOrder:
    order = read_order(resource, _medication(resource, contents))
    where = f"{resource['resourceType']}/{resource.get('id', '?')}"
    repairs.extend(Repair(where, problem, "kept as it is written") for problem in order.problems)
    return IncomingOrder(
        source_ref=str(resource.get("id") or fingerprint(resource))[:200],
        display=(order.display or order.medicine)[:300],
        product=order.product.name if order.product else "",
        rxcui=order.rxcui[:20],
        status=order.status[:30],
        authored_on=order.authored_on,
        dose_known=order.dose_known,
        dosage=tuple(_line(line) for line in order.dosages),
        raw={name: resource[name] for name in ("dosageInstruction", "dosage") if name in resource},
    )


def _medication(resource: dict[str, Any], contents: Contents) -> dict[str, Any] | None:
    """The Medication resource an order points to, in the same file or inside the order."""
    reference = (resource.get("medicationReference") or {}).get("reference", "")
    return contents.full_urls.get(reference) or _contained(resource, reference)


def _contained(resource: dict[str, Any], reference: str) -> dict[str, Any] | None:
    inside = resource.get("contained") or []
    return next((item for item in inside if reference and f"#{item.get('id')}" == reference), None)


def _line(line: DosageLine) -> dict[str, Any]:
    """One dosage line as stored: exact text, and words for the page."""
    return {
        "text": line.text,
        "as_needed": line.as_needed,
        "times": [time.value for time in line.timing.slots],
        "each": line.dose_high.text if line.dose_high else None,
        "unit": line.dose_high.unit.value if line.dose_high else None,
        "words": _words(line),
    }


def _words(line: DosageLine) -> str:
    if line.dose_high is None:
        return line.text or line.refused
    amount = f"{line.dose_high.text} {line.dose_high.unit.value}"
    when = ", ".join(time.value for time in line.timing.slots)
    needed = " as needed" if line.as_needed else ""
    return line.text or f"{amount} {when}{needed}".strip()
