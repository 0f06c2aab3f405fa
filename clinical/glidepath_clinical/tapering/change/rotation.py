"""Rotation to another medicine: from the prescriber's own equianalgesic dose, with the cut applied here.

Never by turning MME factors round. Methadone is refused by name. Transdermal fentanyl and buprenorphine
follow their labels' tables, one way only.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from glidepath_clinical.consent_rules import ChangeKind
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.change.cannot import CannotChange
from glidepath_clinical.tapering.change.events import Event
from glidepath_clinical.tapering.change.known_load import check_no_higher_load, check_oral_morphine
from glidepath_clinical.tapering.change.label_tables import CITE, LabelTable, start_dose, table_for
from glidepath_clinical.tapering.change.new_medicine import Doses, Moved, NewMedicine, read_new_medicine, version_with
from glidepath_clinical.tapering.change.running import Json, Running, check_nothing_between
from glidepath_clinical.tapering.change.splitting import split_evenly
from glidepath_clinical.tapering.change.taken import really_taken
from glidepath_clinical.tapering.fields import Fields, UnusableInput

LEAST_CUT, MOST_CUT = Fraction(25), Fraction(50)
OPIOIDS = ("opioid", "partial agonist")
TIED_TO_THE_MEDICINE = ("dose", "percent")


def rotate(running: Running, event: Event) -> Json:
    """The version that begins with the new medicine."""
    order, new = event.ordered_by(), read_new_medicine(event)
    _check_medicines(running, new)
    check_nothing_between(running, event.on, event.day("starts_on"))
    members = _members(running, event)
    daily = sum(really_taken(event, running).values(), Fraction(0))
    table = table_for(new.product)
    if table is not None:
        doses, told = _by_label(running, event, new, table, daily)
    elif new.product.medicine_class == "benzodiazepine":
        doses, told = _by_site_table(event, new, daily)
    else:
        doses, told = _by_equianalgesic_dose(event, new, daily)
    not_compared = check_no_higher_load(running, daily, new.product, sum(doses.values(), Fraction(0)))
    because = f"Rotated from {_name(running)} to {new.product.name}. {told['because']}{not_compared}"
    moved = Moved(doses, doses, because, ChangeKind.ROTATE, {**order, "rotation": told}, members)
    return version_with(running, event, new, moved)


def _name(running: Running) -> str:
    return str(running.document["products"][0]["product"])


def _check_medicines(running: Running, new: NewMedicine) -> None:
    old, product = running.document["products"][0], new.product
    if product.ingredient == "methadone" or str(old["product"]).startswith("methadone"):
        because = "methadone's half-life is long and varies; a specialist rotates to or from it, not this engine"
        raise CannotChange("methadone_rotation", because, "to.product", "cdc-2022-mme")
    if product.name == old["product"] or product.name.split()[0] == str(old["product"]).split()[0]:
        because = "this is the same ingredient; convert_release, or supply other strengths"
        raise CannotChange("same_ingredient", because, "to.product")
    to_diazepam = product.ingredient == "diazepam" and old["class"] == "benzodiazepine"
    if not to_diazepam and not (old["class"] in OPIOIDS and product.medicine_class in OPIOIDS):
        because = f"from {old['class']} to {product.medicine_class} is no rotation that this engine knows"
        raise CannotChange("rotation_not_for_class", because, "to.product")


def _members(running: Running, event: Event) -> dict[str, Any]:
    """Goal and pace of the new medicine; what was told in the old one's amounts must be told anew."""
    request, fields = running.document["request"], event.fields
    members: dict[str, Any] = {"eased": request.get("eased")}
    for name in ("framework", "pace", "goal"):
        members[name] = fields.raw(name) if fields.has(name) else request.get(name)
    if request["goal"]["kind"] in TIED_TO_THE_MEDICINE and not fields.has("goal"):
        because = "the goal was told in amounts of the earlier medicine; name the goal for the new one"
        raise CannotChange("goal_of_another_medicine", because, "goal")
    if (request.get("pace") or {}).get("basis") == "fixed" and not fields.has("pace"):
        because = "the pace was told in amounts of the earlier medicine; name the pace for the new one"
        raise CannotChange("pace_of_another_medicine", because, "pace")
    return members


def _by_equianalgesic_dose(event: Event, new: NewMedicine, taken_daily: Fraction) -> tuple[Doses, Json]:
    fields = event.fields.fields("equianalgesic")
    daily, source = _dose_for(fields, taken_daily), fields.text("source")
    fields.finish()
    cut = event.fields.number("cut_percent")
    if not LEAST_CUT <= cut <= MOST_CUT:
        because = f"the cut is {LEAST_CUT} to {MOST_CUT} percent; nearer {MOST_CUT} when old, frail or at a high dose"
        raise UnusableInput(event.fields.path("cut_percent"), because)
    doses = split_evenly(new.supply.grid, new.times, daily * (100 - cut) / 100)
    total = sum(doses.values(), Fraction(0))
    real_cut = (daily - total) / daily * 100
    if not doses or real_cut > MOST_CUT:
        because = f"no dose of {new.product.name} at these times lies {cut} to {MOST_CUT} percent below {daily}"
        raise CannotChange("rotation_not_dispensable", because, "to.strengths")
    unit = new.product.unit.value
    because = (
        f"{decimal_text(daily)} {unit} a day is the prescriber's equianalgesic dose ({source}); "
        f"cut by {_one_place(real_cut)} % to {decimal_text(total)} {unit}."
    )
    told = {"way": "equianalgesic", "equianalgesic_daily": decimal_text(daily), "source": source}
    return doses, {**told, "cut_percent_asked": decimal_text(cut), "cut_percent": _one_place(real_cut),
                   "because": because}  # fmt: skip


def _dose_for(fields: Fields, taken_daily: Fraction) -> Fraction:
    """The equianalgesic daily dose, worked out by the prescriber for exactly what is taken now."""
    daily, of_daily = fields.number("daily"), fields.number("of_daily")
    if of_daily != taken_daily:
        because = f"was worked out for {decimal_text(of_daily)} a day, {decimal_text(taken_daily)} is taken"
        raise CannotChange("equianalgesic_of_another_dose", because, fields.path("of_daily"))
    if daily == 0:
        raise UnusableInput(fields.path("daily"), "is 0")
    return daily


def _one_place(percent: Fraction) -> str:
    tenths = round(percent * 10)
    return f"{tenths // 10}.{tenths % 10}"


def _by_label(
    running: Running, event: Event, new: NewMedicine, table: LabelTable, taken_daily: Fraction
) -> tuple[Doses, Json]:
    fields = event.fields.fields("oral_morphine")
    before, now, source = fields.number("daily_before_taper"), fields.number("daily_now"), fields.text("source")
    fields.finish()
    known = check_oral_morphine(running, taken_daily, before, now, event.day("starts_on"))
    amount = start_dose(table, before, max(now, known) if table.taper_first else now)
    most = 2 if table.route == "buccal" else 1
    if len(new.times) > most:
        raise UnusableInput(event.fields.path("times"), f"lists more than {most} for this medicine")
    read_with = (
        f"{decimal_text(before)} mg oral morphine before its taper"
        if table.taper_first
        else (f"{decimal_text(now)} mg oral morphine")
    )
    because = f"{decimal_text(amount)} {table.unit}: the label's start dose for {read_with}."
    told = {"way": "label_table", "cite": CITE, "oral_morphine_before_taper": decimal_text(before),
            "oral_morphine_now": decimal_text(now), "source": source}  # fmt: skip
    return {time.value: amount for time in new.times}, {**told, "because": because}


def _by_site_table(event: Event, new: NewMedicine, taken_daily: Fraction) -> tuple[Doses, Json]:
    """Benzodiazepine to diazepam: only by a cited table that the site has signed; no cut is added."""
    fields = event.fields.fields("site_table")
    daily, source, signed_by = _dose_for(fields, taken_daily), fields.text("source"), fields.text("signed_by")
    fields.finish()
    doses = split_evenly(new.supply.grid, new.times, daily)
    if not doses:
        because = f"no dose of {new.product.name} at these times is at most {decimal_text(daily)}"
        raise CannotChange("rotation_not_dispensable", because, "to.strengths")
    total = decimal_text(sum(doses.values(), Fraction(0)))
    because = f"{total} {new.product.unit.value} a day by the site's table ({source}, signed by {signed_by})."
    told = {"way": "site_table", "equivalent_daily": decimal_text(daily), "source": source, "signed_by": signed_by}
    return doses, {**told, "because": because}
