"""What another system sends about one person, as plain values, whatever format it came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Repair:
    """One thing that was not as it had to be, where, and what was done about it. A person reads these."""

    where: str
    problem: str
    done: str


@dataclass(frozen=True)
class IncomingPerson:
    """Who the file is about. `identifiers` are (system, value) pairs; people are never matched by name."""

    identifiers: tuple[tuple[str, str], ...]
    given_name: str
    family_name: str
    born_on: date | None
    gender: str
    language: str
    phone: str


@dataclass(frozen=True)
class IncomingOrder:
    """One order of a medicine. `dose_known` is False when the order has no usable dose: never a zero."""

    source_ref: str
    display: str
    product: str
    rxcui: str
    status: str
    authored_on: date | None
    dose_known: bool
    dosage: tuple[dict[str, Any], ...]
    raw: dict[str, Any]


@dataclass(frozen=True)
class IncomingCondition:
    """One diagnosis."""

    source_ref: str
    display: str
    code: str
    code_system: str
    clinical_status: str
    onset_on: date | None


@dataclass(frozen=True)
class IncomingObservation:
    """One measured value or answer with its unit and moment."""

    source_ref: str
    code: str
    code_system: str
    display: str
    happened_at: datetime
    value_number: Decimal | None
    value_text: str
    unit: str


@dataclass(frozen=True)
class Incoming:
    """Everything one file says about one person."""

    person: IncomingPerson
    orders: tuple[IncomingOrder, ...] = ()
    conditions: tuple[IncomingCondition, ...] = ()
    observations: tuple[IncomingObservation, ...] = ()
    responses: tuple[dict[str, Any], ...] = ()
    repairs: tuple[Repair, ...] = ()
    not_used: dict[str, int] = field(default_factory=dict)


class IntakeRefused(Exception):
    """The file cannot be taken in; `code` names why and the message says how to mend it. Nothing was saved."""

    def __init__(self, code: str, message: str, where: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.where = where
