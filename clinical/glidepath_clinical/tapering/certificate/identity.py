"""Checks of what the document says about itself: its hash and its pace."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from glidepath_clinical.tapering.certificate.agreed import Agreed, agreed_of
from glidepath_clinical.tapering.certificate.reading import ReadPlan


def hash_is_right(plan: ReadPlan) -> Iterator[str]:
    """The content hash is the SHA-256 of everything but itself and the certificate."""
    body = {name: value for name, value in plan.raw.items() if name not in ("content_hash", "certificate")}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != plan.raw.get("content_hash"):
        yield "the content hash does not belong to this content"


def pace_is_as_asked(plan: ReadPlan) -> Iterator[str]:
    """The pace that the plan prints for each medicine, and at its top, is the one the request agrees on."""
    printed = {row["product"]: row["pace"] for row in plan.raw.get("paces") or []}
    for medicine in plan.lowered:
        name = medicine.product["product"]
        if len(plan.medicines) == 1 or name == plan.raw["order"][0]:
            yield from _printed_pace(agreed_of(medicine), plan.raw["pace"])
        if len(plan.medicines) > 1:
            yield from _printed_pace(agreed_of(medicine), printed[name])


def _printed_pace(agreed: Agreed, printed: dict[str, Any]) -> Iterator[str]:
    if (*_rate(printed), printed["every_days"]) != (agreed.basis, agreed.cap, agreed.every_days):
        yield "the printed pace is not the agreed one"
    aims = [_aim(printed), *(_aim(printed[name]) for name in ("first", "tail") if printed[name])]
    wanted = [agreed.target, *([agreed.first_target] if printed["first"] else []), agreed.target]
    if aims != wanted[: len(aims)]:
        yield "what the printed pace aims at is not the agreed size of a step"
    if tuple(printed["terminal_days"]) != agreed.terminal_days:
        yield "the printed days of terminal steps are not the agreed ones"
    first = None if agreed.first_cap is None else (agreed.basis, agreed.first_cap)
    if (_rate(printed["first"]) if printed["first"] else None) != first:
        yield "the printed pace of the first change is not the agreed one"
    tail = None if agreed.slow_below is None else (agreed.slow_below, "current", agreed.cap)
    if ((Fraction(printed["tail"]["below"]), *_rate(printed["tail"])) if printed["tail"] else None) != tail:
        yield "the printed pace at low doses is not the agreed one"


def _aim(rate: dict[str, Any]) -> Fraction:
    return Fraction(rate["target_amount"] if rate["basis"] == "fixed" else rate["target_share"])


def _rate(rate: dict[str, Any]) -> tuple[str, Fraction]:
    return rate["basis"], Fraction(rate["cap_amount"] if rate["basis"] == "fixed" else rate["cap_share"])
