"""Checks of what the document says about itself: its hash and its pace."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from glidepath_clinical.tapering.certificate.agreed import agreed_of
from glidepath_clinical.tapering.certificate.reading import ReadPlan


def hash_is_right(plan: ReadPlan) -> Iterator[str]:
    """The content hash is the SHA-256 of everything but itself and the certificate."""
    body = {name: value for name, value in plan.raw.items() if name not in ("content_hash", "certificate")}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != plan.raw.get("content_hash"):
        yield "the content hash does not belong to this content"


def pace_is_as_asked(plan: ReadPlan) -> Iterator[str]:
    """The pace that the plan prints is the one the request agrees on."""
    agreed, printed = agreed_of(plan), plan.raw["pace"]
    if (printed["basis"], _cap(printed), printed["every_days"]) != (agreed.basis, agreed.cap, agreed.every_days):
        yield "the printed pace is not the agreed one"
    if (_cap(printed["first"]) if printed["first"] else None) != agreed.first_cap:
        yield "the printed pace of the first change is not the agreed one"
    if (Fraction(printed["tail"]["below"]) if printed["tail"] else None) != agreed.slow_below:
        yield "the printed pace at low doses is not the agreed one"


def _cap(rate: dict[str, Any]) -> Fraction:
    return Fraction(rate["cap_amount"] if rate["basis"] == "fixed" else rate["cap_share"])
