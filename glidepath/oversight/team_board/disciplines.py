"""Which discipline an alert concerns first, and what its next action is called."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, str | Promise] = {
    "prescriber": _("Prescriber"),
    "pharmacy": _("Pharmacy"),
    "nursing": _("Nursing"),
    "psychology": _("Psychology"),
}


@dataclass(frozen=True)
class Domain:
    """How an alert's domain is shown: whose it is first, the series of its small chart, the verb of its button."""

    discipline: str
    series: str
    verb: str | Promise
    icon: str


REVIEW = _("Review, hold?")
DOMAINS = {
    "withdrawal": Domain("nursing", "withdrawal", REVIEW, "pause"),
    "overdose": Domain("nursing", "pain", _("Call now"), "phone"),
    "suicide risk": Domain("psychology", "mood", _("Call now"), "phone"),
    "mood": Domain("psychology", "mood", REVIEW, "eye"),
    "pain": Domain("nursing", "pain", REVIEW, "pause"),
    "supply": Domain("pharmacy", "pain", _("Review supply"), "pill"),
    "seizure or delirium": Domain("nursing", "withdrawal", _("Call now"), "phone"),
    "heart": Domain("nursing", "pain", _("Call now"), "phone"),
    "safety": Domain("psychology", "mood", _("Call now"), "phone"),
    "blood pressure": Domain("nursing", "withdrawal", _("Call now"), "phone"),
    "missed doses": Domain("prescriber", "withdrawal", _("Call"), "phone"),
    "fall": Domain("nursing", "pain", _("Call"), "phone"),
    "hospital": Domain("nursing", "pain", _("Call"), "phone"),
    "bowel": Domain("nursing", "pain", REVIEW, "eye"),
    "function": Domain("nursing", "interference", REVIEW, "eye"),
    "sleep": Domain("nursing", "sleep", REVIEW, "eye"),
    "activity": Domain("nursing", "interference", REVIEW, "eye"),
    "visits": Domain("nursing", "pain", _("Call"), "phone"),
    "dose change": Domain("nursing", "pain", _("Call"), "phone"),
    "device": Domain("nursing", "sleep", _("Call"), "phone"),
    "contact": Domain("nursing", "pain", _("Call"), "phone"),
    "plan": Domain("prescriber", "pain", _("Decide the step"), "footprints"),
    "hold": Domain("prescriber", "pain", _("Read why"), "eye"),
    "medicines": Domain("pharmacy", "pain", _("Ask what is taken"), "pill"),
    "late danger": Domain("nursing", "pain", _("Call now"), "phone"),
    "time zone": Domain("nursing", "pain", _("Call"), "clock"),
    "rules": Domain("nursing", "pain", _("Read the answers"), "eye"),
}
OTHER = Domain("nursing", "pain", _("Open"), "eye")


def domain_of(name: str) -> Domain:
    """How a domain is shown; an unknown one still has an owner and a button."""
    return DOMAINS.get(name, OTHER)
