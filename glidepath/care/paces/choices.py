"""Which paces may be laid side by side, and each one's plan or the reasons why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from glidepath_clinical.medicines import UnknownProduct, find_product

from glidepath.care.tapering import engine
from glidepath.care.tapering.forms import OWN_PACE, agreed_pace, goal_asked
from glidepath.care.tapering.proposal import Proposal, compared
from glidepath.care.tapering.refusal import Refused
from glidepath.record.patients.models import Patient

LETTERS = "ABCD"


@dataclass(frozen=True)
class Asked:
    """One pace that is compared. `key` is a framework's id or "own"."""

    letter: str
    key: str
    name: str
    proposal: Proposal


@dataclass(frozen=True)
class Answered:
    """One pace with its plan, or with the refusal."""

    asked: Asked
    planned: engine.Json | None
    refused: Refused | None = None


def published_for(products: list[str]) -> list[tuple[str, str]]:
    """The frameworks written for the class of any of these medicines, by id and name, in the engine's order."""
    classes = {find_product(name).medicine_class for name in products if _known(name)}
    return [(row.id, row.name) for row in engine.frameworks() if any(row.is_for(one) for one in classes)]


def _known(product: str) -> bool:
    try:
        find_product(product)
    except UnknownProduct:
        return False
    return True


def answers(patient: Patient, chosen: Mapping[str, Any], at: datetime) -> list[Answered]:
    """Every pace that was asked for, worked out by the engine, in the order shown."""
    return [_answered(patient, asked, at) for asked in asked_for(chosen)]


def asked_for(chosen: Mapping[str, Any]) -> list[Asked]:
    """The paces of a filled form: published ones first, then the clinic's own."""
    return [Asked(letter, *pace) for letter, pace in zip(LETTERS, _paces(chosen), strict=False)]


def _paces(chosen: Mapping[str, Any]) -> Iterator[tuple[str, str, Proposal]]:
    for key in chosen["framework"]:
        framework = engine.framework_named(key)
        yield key, framework.name if framework else key, _proposal(chosen, key, None)
    if chosen["own"] == "yes":
        pace = agreed_pace(chosen["percent"], chosen["basis"], chosen["every_days"])
        yield OWN_PACE, own_name(chosen["percent"], chosen["every_days"]), _proposal(chosen, "", pace)


def own_name(percent: Decimal, days: int) -> str:
    """The clinic's own pace by its numbers."""
    return _("Own pace: %(percent)s %% every %(days)s days") % {"percent": f"{percent:f}", "days": days}


def _proposal(chosen: Mapping[str, Any], framework: str, pace: dict[str, str | int] | None) -> Proposal:
    starts_on: date = chosen["starts_on"]
    goal = goal_asked(chosen["goal"], chosen["goal_amount"])
    return Proposal(chosen["product"], framework, goal, starts_on, reason="", pace=pace)


def _answered(patient: Patient, asked: Asked, at: datetime) -> Answered:
    try:
        return Answered(asked, compared(patient, asked.proposal, at))
    except Refused as refused:
        return Answered(asked, None, refused)
