"""Reading the one frozen rendering of a step. Every page, message and paper takes a dose from here, unchanged."""

from __future__ import annotations

from typing import Any

from glidepath.record.plans.models import PlanStep


def doses_in_words(step: PlanStep, language: str) -> list[dict[str, Any]]:
    """What to take at each time of day: amount, units and the sentence, in a language of the rendering, else English.

    An empty list means that nothing is taken any more.
    """
    words: dict[str, list[dict[str, Any]]] = step.rendering["words"]
    forms = {medicine["product"]: medicine["form"] for medicine in step.rendering["step"]["medicines"]}
    entries = words.get(language.split("-")[0]) or words["en"]
    return [{**entry, "form": _drawn_as(forms.get(entry["product"], "tablet"))} for entry in entries]


def _drawn_as(form: str) -> str:
    return "tablet" if form == "tablet or capsule" else form


def daily_text(step: PlanStep) -> str:
    """The daily dose with its unit, for example 225 mg."""
    return ", ".join(f"{medicine['daily']} {medicine['unit']}" for medicine in step.rendering["step"]["medicines"])


def product_name(step: PlanStep) -> str:
    """The medicine of a step by its formulary name."""
    return ", ".join(str(medicine["product"]) for medicine in step.rendering["step"]["medicines"])
