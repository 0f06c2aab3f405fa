"""The plan as text for a pharmacy: dates, digits and words side by side, and that it is not a prescription."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glidepath_clinical.tapering.forms.rendered import RenderedStep, doses_of, rendered_steps, strength_text
from glidepath_clinical.tapering.rendering import DoseWords

NOT_A_PRESCRIPTION = "NOT A PRESCRIPTION. A plan to prepare dispensing; each step is ordered by its own prescription."


def order_text(document: Mapping[str, Any]) -> str:
    """English text, one line per dose: amount, units in digits, the same in words. Raises `NoCertificate`."""
    lines = [NOT_A_PRESCRIPTION, f"Plan {document['content_hash']}"]
    if document.get("previous_content_hash"):
        lines.append(f"Replaces {document['previous_content_hash']}")
    for product in document["products"]:
        strengths = ", ".join(product["strengths"])
        halves = f"; halves of {', '.join(product['halves'])}" if product["halves"] else "; whole units only"
        lines.append(f"Medicine: {product['product']}, {strengths} {product['unit']}{halves}")
    for step in rendered_steps(document, "en"):
        lines += ["", *_step(step)]
    return "\n".join([*lines, "", NOT_A_PRESCRIPTION]) + "\n"


def _step(step: RenderedStep) -> Iterator[str]:
    first = step.starts_on.isoformat() if step.starts_on else "now"
    last = step.ends_on.isoformat() if step.ends_on else "open"
    yield f"Step {step.number} ({step.phase}) {first} to {last}"
    for medicine in step.medicines:
        yield f"  {medicine['product']}: {medicine['daily']} {medicine['unit']} a day"
        if medicine["product"] in step.wear_hours:
            yield f"    worn for {step.wear_hours[medicine['product']]} hours, then changed"
        for dose in doses_of(step, medicine):
            yield f"    {dose.time_of_day}: {dose.amount} {dose.unit} = {_digits(medicine, dose)}. {dose.words}."


def _digits(medicine: Mapping[str, Any], dose: DoseWords) -> str:
    rows = medicine["doses"][dose.time_of_day]["units"]
    measure = " mL of" if medicine["form"] == "solution" else " x"
    return " + ".join(f"{row['count']}{measure} {strength_text(medicine, row)}" for row in rows)
