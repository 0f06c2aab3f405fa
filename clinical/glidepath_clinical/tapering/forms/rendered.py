"""The steps of a plan with the frozen words of each dose: what every form is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from glidepath_clinical.tapering.rendering import LANGUAGES, DoseWords, step_words

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
MONTHS = {language: tuple(names.split()) for language, names in _MONTHS.items()}
TIMES: Mapping[str, Mapping[str, str]] = {
    "en": {"morning": "Morning", "noon": "Noon", "evening": "Evening", "bedtime": "Bedtime"},
    "es": {"morning": "Mañana", "noon": "Mediodía", "evening": "Noche", "bedtime": "Al acostarse"},
}


class NoCertificate(ValueError):
    """A plan whose certificate does not hold takes no form at all."""


@dataclass(frozen=True)
class RenderedStep:
    """One step; `starts_on` None is a dose taken since before the plan, `ends_on` None has no end."""

    number: int
    phase: str
    starts_on: date | None
    ends_on: date | None
    medicines: tuple[Mapping[str, Any], ...]
    doses: tuple[DoseWords, ...]
    wear_hours: Mapping[str, int]


def rendered_steps(document: Mapping[str, Any], language: str) -> tuple[RenderedStep, ...]:
    """The present dose as step 0, then every step.

    Raises `NoCertificate`, and ValueError for a language that is not `en` or `es`.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no words in {language!r}; known: {', '.join(LANGUAGES)}")
    if not document["certificate"]["holds"]:
        raise NoCertificate("the certificate of this plan does not hold; it is not shown, signed or exported")
    return tuple(_rendered(document, step, language) for step in [document["present"], *document["steps"]])


def _rendered(document: Mapping[str, Any], step: Mapping[str, Any], language: str) -> RenderedStep:
    since = (document.get("change") or {}).get("dose_since") if step["number"] == 0 else step["starts_on"]
    return RenderedStep(
        number=step["number"],
        phase=step["phase"],
        starts_on=date.fromisoformat(since) if since else None,
        ends_on=date.fromisoformat(step["ends_on"]) if step["ends_on"] else None,
        medicines=tuple(step["medicines"]),
        doses=tuple(step_words(step, language)),
        wear_hours={row["product"]: int(row["wear_hours"]) for row in document["products"] if row.get("wear_hours")},
    )


def day_in_words(day: date, language: str) -> str:
    """A local date in full: 3 May 2027, 3 de mayo de 2027."""
    month = MONTHS[language][day.month - 1]
    return f"{day.day} {month} {day.year}" if language == "en" else f"{day.day} de {month} de {day.year}"


def doses_of(step: RenderedStep, medicine: Mapping[str, Any]) -> tuple[DoseWords, ...]:
    """The doses of one medicine of the step, in the order of the day."""
    return tuple(dose for dose in step.doses if dose.product == medicine["product"])


def strength_text(medicine: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """The strength of one row of units as the package prints it: "60 mg", "5/325 mg", "2 mg/mL"."""
    partner = f"/{row['partner_strength']}" if "partner_strength" in row else ""
    return f"{row['strength']}{partner} {medicine.get('strength_unit', medicine['unit'])}"
