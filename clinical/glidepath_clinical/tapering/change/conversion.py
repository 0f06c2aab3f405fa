"""Release conversion: the same ingredient, immediate to extended release, milligram for milligram of what is taken."""

from __future__ import annotations

from fractions import Fraction

from glidepath_clinical.consent_rules import ChangeKind
from glidepath_clinical.medicines import find_product
from glidepath_clinical.quantities import decimal_text, parse_decimal
from glidepath_clinical.tapering.change.cannot import CannotChange
from glidepath_clinical.tapering.change.events import Event
from glidepath_clinical.tapering.change.new_medicine import Doses, Moved, NewMedicine, read_new_medicine, version_with
from glidepath_clinical.tapering.change.running import Json, Running, check_nothing_between
from glidepath_clinical.tapering.change.splitting import split_evenly
from glidepath_clinical.tapering.change.taken import really_taken


def convert_release(running: Running, event: Event) -> Json:
    """The version that begins with the longer-acting product; percentages keep the dose the taper began with."""
    prescriber, new = event.fields.text("prescriber"), read_new_medicine(event)
    _check_products(running, new)
    check_nothing_between(running, event.on, event.day("starts_on"))
    daily = sum(really_taken(event, running).values(), Fraction(0))
    doses = split_evenly(new.supply.grid, new.times, daily)
    total = sum(doses.values(), Fraction(0))
    if total != daily:
        because = (
            f"{decimal_text(daily)} {new.product.unit.value} a day cannot be made from {new.product.name} "
            f"at these times; the nearest below is {decimal_text(total)}"
        )
        raise CannotChange("dose_not_expressible", because, "to.strengths")
    original = _original(running, doses, total)
    unit = new.product.unit.value
    because = f"Converted to {new.product.name}, milligram for milligram: {decimal_text(daily)} {unit} a day as taken."
    told = {"prescriber": prescriber, "conversion": {"daily": decimal_text(daily), "unit": unit}}
    members = {name: running.document["request"].get(name) for name in ("framework", "pace", "goal", "eased")}
    return version_with(running, event, new, Moved(doses, original, because, ChangeKind.CONVERT_RELEASE, told, members))


def _check_products(running: Running, new: NewMedicine) -> None:
    old = find_product(str(running.document["products"][0]["product"]))
    if (old.ingredient, old.unit) != (new.product.ingredient, new.product.unit):
        because = f"{new.product.name} is another ingredient or measure than {old.name}; that is a rotation"
        raise CannotChange("not_the_same_ingredient", because, "to.product")
    if old.ingredient == "methadone":
        raise CannotChange("not_longer_acting", "methadone has one release alone", "to.product")
    if not old.release.startswith("IR") or not new.product.release.startswith("ER"):
        because = f"from {old.release} to {new.product.release}: only immediate to extended release is converted"
        raise CannotChange("not_longer_acting", because, "to.product")


def _original(running: Running, doses: Doses, total: Fraction) -> Doses:
    """The daily dose of the beginning, divided over the new times as the new doses are; its sum is exact."""
    began = running.document["products"][0]["original_doses"]
    whole = sum((parse_decimal(dose, "original_doses") for dose in began.values()), Fraction(0))
    *others, last = doses
    shares = {time: Fraction(int(whole * doses[time] / total * 10), 10) for time in others}
    return {**shares, last: whole - sum(shares.values(), Fraction(0))}
