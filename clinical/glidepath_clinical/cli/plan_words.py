"""A plan or a refusal as text that a pharmacist can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glidepath_clinical.tapering import step_words

Json = dict[str, Any]


def plan_words(document: Json) -> str:
    """The plan: source, every step with its doses in words, both percentages, MME, and what is still open."""
    product = document["products"][0]["product"]
    lines = [f"Taper of {product}", *(f"  {reason}" for reason in document["because"]), ""]
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
    medicine = step["medicines"][0]
    name = "Now" if step["number"] == 0 else f"Step {step['number']}"
    cuts = (
        f"{medicine['cut_percent_of_original']} % of the original, {medicine['cut_percent_of_previous']} % of the last"
    )
    figures = [
        f"{medicine['daily']} {medicine['unit']} a day",
        _mme(step),
        *([f"cut {cuts}"] if step["number"] else []),
    ]
    yield f"{name} ({step['phase']}) {_days(step)}: {'; '.join(figures)}"
    for dose in step_words(step, "en"):
        yield f"    {dose.time_of_day:<8} {dose.amount:>6} {dose.unit}  {dose.words}"
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
