"""A plan or a refusal as text that a pharmacist can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glidepath_clinical.tapering import step_words

Json = dict[str, Any]


def plan_words(document: Json) -> str:
    """The plan: source, every step with its doses in words, both percentages, MME, and what is still open."""
    names = ", ".join(product["product"] for product in document["products"])
    lines = [f"Taper of {names}", *(f"  {reason}" for reason in document["because"]), ""]
    for step in [document["present"], *document["steps"]]:
        lines += _step(step)
    lines += _block("Needed before the start", [row["because"] for row in document["requires"]])
    lines += _block("Not assessed (ask before anything starts)", document["not_assessed"])
    lines += _offers(document["offers"])
    verdict = "holds" if document["certificate"]["holds"] else "does NOT hold"
    lines += ["", f"Certificate {verdict} ({len(document['certificate']['checks'])} checks). Not a prescription."]
    return "\n".join([*lines, f"Content {document['content_hash']}"])


def refusal_words(document: Json) -> str:
    """The refusal: every reason, how far the cap can be kept, and other ways."""
    lines = ["Refused"]
    lines += [f"  {row['code']}: {row['because']}" for row in document["refusals"]]
    if document.get("steps_so_far"):
        lines += ["", "Steps that keep the cap, up to there"]
        for step in document["steps_so_far"]:
            lines += _step(step)
    return "\n".join(lines + _offers(document.get("offers", [])))


def _step(step: Json) -> Iterator[str]:
    name = "Now" if step["number"] == 0 else f"Step {step['number']}"
    several = len(step["medicines"]) > 1
    head = f"{name} ({step['phase']}) {_days(step)}: "
    if several:
        yield f"{head}{_mme(step)}"
    for medicine in step["medicines"]:
        facts = "; ".join(_facts(step, medicine, several=several))
        yield f"  {medicine['product']} ({medicine.get('phase', 'present')}): {facts}" if several else f"{head}{facts}"
        yield from _doses(medicine)


def _facts(step: Json, medicine: Json, *, several: bool) -> Iterator[str]:
    yield f"{medicine['daily']} {medicine['unit']} a day" + (", as needed at most" if medicine.get("as_needed") else "")
    if not several:
        yield _mme(step)
    if step["number"] and medicine.get("phase") != "kept":
        of_original, of_last = medicine["cut_percent_of_original"], medicine["cut_percent_of_previous"]
        yield f"cut {of_original} % of the original, {of_last} % of the last"


def _doses(medicine: Json) -> Iterator[str]:
    for dose in step_words({"medicines": [medicine]}, "en"):
        yield f"    {dose.time_of_day:<8} {dose.amount:>6} {dose.unit}  {dose.words}"
    if "patch" in medicine:
        yield f"    change on {', '.join(medicine['patch']['changes_on'])}"
    if not medicine["doses"]:
        yield "    nothing is taken any more"


def _days(step: Json) -> str:
    if step["starts_on"] is None:
        return f"to {step['ends_on']}" if step["ends_on"] else ""
    return f"{step['starts_on']} to {step['ends_on']}" if step["ends_on"] else f"from {step['starts_on']}"


def _mme(step: Json) -> str:
    at_least = "" if step["mme_complete"] else "at least "
    return f"{at_least}{step['mme_per_day']} MME a day (cdc-2022)"


def _offers(offers: list[Json]) -> list[str]:
    return _block("Other ways", [f"{row['kind']}: {row['because']}" for row in offers])


def _block(title: str, rows: list[str]) -> list[str]:
    return ["", title, *(f"  {row}" for row in rows)] if rows else []
