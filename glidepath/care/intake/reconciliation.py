"""What is ordered beside what is really taken. Planning waits until a pharmacist has said what is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from glidepath_clinical.medicines import Product, UnknownProduct, find_product, formulary
from glidepath_clinical.quantities import Dose, QuantityError, TimeOfDay, parse_decimal

from glidepath.foundation.access import Actor
from glidepath.record.medications.models import MedicationOrder, Regimen
from glidepath.record.medications.operations import Taken, record_regimen
from glidepath.record.medications.queries import current_regimens, orders_of, unreconciled_orders
from glidepath.record.patients.models import Patient

TIMES = tuple(time.value for time in TimeOfDay)


class NotTaken(Exception):
    """What was entered cannot be right; `field` names the place, the message says how to mend it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


@dataclass(frozen=True)
class MedicineRow:
    """One medicine of one person: its orders, and what is taken if somebody found out."""

    product: str
    orders: tuple[MedicationOrder, ...]
    regimen: Regimen | None
    dose_unknown: bool


def medicine_rows(patient_id: int) -> list[MedicineRow]:
    """Recognised medicines with their orders and regimens; those that wait for an answer come first."""
    waiting = {order.product for order in unreconciled_orders(patient_id)}
    regimens = {regimen.product: regimen for regimen in current_regimens(patient_id)}
    orders = [order for order in orders_of(patient_id) if order.product]
    names = dict.fromkeys([*sorted(waiting), *regimens, *(order.product for order in orders)])
    return [_row(name, [o for o in orders if o.product == name], regimens.get(name), name in waiting) for name in names]


def _row(name: str, orders: list[MedicationOrder], regimen: Regimen | None, waiting: bool) -> MedicineRow:
    return MedicineRow(name, tuple(orders), regimen, dose_unknown=waiting and regimen is None)


def unrecognised_orders(patient_id: int) -> list[MedicationOrder]:
    """Orders that are in no formulary row: read by a person, never counted."""
    return list(orders_of(patient_id).filter(product=""))


def product_names() -> list[str]:
    """Every medicine that can be tapered or counted."""
    return [product.name for product in formulary()]


def product_named(name: str) -> Product:
    """The formulary's row. Raises NotTaken with the nearest names for an unknown one."""
    try:
        return find_product(name)
    except UnknownProduct as unknown:
        raise NotTaken("product", str(unknown)) from None


def record_taken(
    *,
    by: Actor,
    at: datetime,
    patient: Patient,
    product: str,
    doses: Mapping[str, str],
    strengths: Sequence[str],
    halves_confirmed: Sequence[str],
    ordered_daily: str,
    informant: str,
    reason: str,
) -> Regimen:
    """Store what is really taken. Every order of this medicine counts as answered by it.

    Raises NotTaken for a dose that is no exact number, for a day without any dose, for a half of what may not
    be split, and for more than was ordered without a reason.
    """
    known = product_named(product)
    taken = {time: _dose(doses.get(time, ""), time) for time in TIMES if doses.get(time, "").strip()}
    taken = {time: amount for time, amount in taken.items() if amount}
    _check(known, taken, strengths, halves_confirmed, ordered_daily, reason)
    entered = Taken(
        product=known.name,
        unit=known.unit.value,
        doses={time: Dose(amount, known.unit).text for time, amount in taken.items()},
        strengths=list(strengths),
        halves_confirmed=list(halves_confirmed),
        ordered_daily=ordered_daily.strip(),
        reason=reason.strip(),
    )
    orders = orders_of(patient.pk).filter(product=known.name)
    return record_regimen(by=by, at=at, patient=patient, taken=entered, informant=informant, orders=orders)


def _dose(text: str, field: str) -> Fraction:
    try:
        amount = parse_decimal(text.strip(), field)
    except QuantityError as error:
        raise NotTaken(field, str(error)) from None
    if amount < 0:
        raise NotTaken(field, "A dose cannot be below 0. Enter what is taken, such as 60.")
    return amount


def _check(
    product: Product,
    taken: Mapping[str, Fraction],
    strengths: Sequence[str],
    halves: Sequence[str],
    ordered_daily: str,
    reason: str,
) -> None:
    if not taken:
        raise NotTaken("morning", "Enter at least one dose of the day. If nothing is taken any more, end the order.")
    known = {strength.text for strength in product.strengths}
    for strength in strengths:
        if strength not in known:
            raise NotTaken("strengths", f"{strength} is not a strength of {product.name}.")
    if halves and not product.splittable:
        raise NotTaken("halves_confirmed", f"{product.name} may not be split. Take the tick away.")
    if not ordered_daily.strip():
        raise NotTaken("ordered_daily", "Enter the daily amount that is ordered, so that both can be compared.")
    ordered = _dose(ordered_daily, "ordered_daily")
    if sum(taken.values()) != ordered and not reason.strip():
        raise NotTaken("reason", "What is taken differs from what is ordered. Write down why, and who said so.")
