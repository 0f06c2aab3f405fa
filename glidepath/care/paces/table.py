"""The questions of the comparison and each pace's answer, as words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from glidepath.care.paces.figures import NEAR_DAYS, Change, Figures
from glidepath.care.tapering.engine import citation
from glidepath.care.tapering.presenters import day

FORMS = {
    "tablet": gettext_lazy("tablets"),
    "capsule": gettext_lazy("capsules"),
    "tablet or capsule": gettext_lazy("tablets or capsules"),
    "patch": gettext_lazy("patches"),
    "film": gettext_lazy("films"),
    "solution": gettext_lazy("mL"),
}


@dataclass(frozen=True)
class Cell:
    """One pace's answer: lines of words, and whether they are the source's own English."""

    letter: str
    lines: Sequence[str]
    english: bool = False


@dataclass(frozen=True)
class Row:
    """One question with everybody's answer."""

    question: str
    cells: Sequence[Cell]


Told = tuple[str, Figures, Any]


def rows_of(told: Sequence[Told]) -> list[Row]:
    """Every question, in the order in which they are asked at the table."""
    asked: list[tuple[str, Callable[[Figures], Sequence[str]]]] = [
        (_("First change"), lambda one: [_first(one)]),
        (_("Each step, of the first dose"), lambda one: [_range(one, "of_first")]),
        (_("Each step, of the dose just before"), lambda one: [_range(one, "of_previous")]),
        (_("Time between changes"), lambda one: [_between(one)]),
        (_("Reaches the goal"), lambda one: _goal(one)),
        (_("Number of changes"), lambda one: [str(len(one.changes))]),
        (_("To take each day"), lambda one: _units_a_day(one)),
        (_("To take until the goal, in all"), lambda one: [_units_in_all(one)]),
        (_("Days within %(n)s days after a change") % {"n": NEAR_DAYS}, lambda one: [_near(one)]),
        (_("Largest cuts, of the dose just before"), lambda one: [_cut(one, change) for change in one.hardest]),
        (_("Certificate"), lambda one: [_certificate(one)]),
    ]
    rows = [Row(question, [Cell(letter, say(one)) for letter, one, _source in told]) for question, say in asked]
    return [*rows, Row(_("How often the source wants the person seen"), [_follow_up(*one) for one in told])]


def _first(one: Figures) -> str:
    values = {"dose": f"{one.first.daily} {one.unit}", "less": f"{one.first.less} {one.unit}"}
    return _("%(dose)s a day: %(less)s less") % values


def _range(one: Figures, name: str) -> str:
    """Smallest to largest of the steps within the agreed pace; the dropping of last doses stands by itself below."""
    shares = sorted((Fraction(getattr(change, name)), getattr(change, name)) for change in one.reductions)
    if not shares:
        return _("no step within the pace")
    low, high = shares[0][1], shares[-1][1]
    return f"{low} %" if low == high else _("%(low)s to %(high)s %%") % {"low": low, "high": high}


def _between(one: Figures) -> str:
    dates = [change.on for change in one.changes]
    gaps = sorted({(after - before).days for before, after in pairwise(dates)})
    if not gaps:
        return _("one change")
    low, high = gaps[0], gaps[-1]
    if low == high:
        return ngettext("%(n)s day", "%(n)s days", low) % {"n": low}
    return _("%(low)s to %(high)s days") % {"low": low, "high": high}


def _goal(one: Figures) -> list[str]:
    values = {"dose": f"{one.last.daily} {one.unit}", "on": day(one.last.on)}
    after = ngettext("%(n)s day after the first change", "%(n)s days after the first change", one.days)
    return [_("%(dose)s on %(on)s") % values, after % {"n": one.days}]


def _units_a_day(one: Figures) -> list[str]:
    now, first, form = counted(one.units_now), counted(one.units_first), FORMS.get(one.form, one.form)
    told = [_("%(n)s %(form)s now"), _("%(n)s %(form)s after the first change")]
    return [words % {"n": n, "form": form} for words, n in zip(told, (now, first), strict=True)]


def _units_in_all(one: Figures) -> str:
    if one.units_in_all is None:
        return _("not counted")
    return f"{counted(one.units_in_all)} {FORMS.get(one.form, one.form)}"


def counted(number: Fraction) -> str:
    """A count of units: whole, with a half in words, or measured."""
    whole, rest = divmod(number, 1)
    if rest == Fraction(1, 2):
        return _("%(n)s and a half") % {"n": whole} if whole else _("a half")
    return str(whole) if not rest else f"{float(number):g}"


def _near(one: Figures) -> str:
    values = {"near": one.near, "days": one.days + NEAR_DAYS}
    return _("%(near)s of %(days)s days") % values


def _cut(one: Figures, change: Change) -> str:
    values = {"n": change.number, "dose": f"{change.daily} {one.unit}", "previous": change.of_previous}
    return _("step %(n)s, to %(dose)s: %(previous)s %% (%(first)s %% of the first dose)") % {
        **values,
        "first": change.of_first,
    }


def _certificate(one: Figures) -> str:
    if not one.holds:
        return _("does not hold")
    return ngettext("holds: %(n)s check", "holds: %(n)s checks", one.checks) % {"n": one.checks}


def _follow_up(letter: str, _figures: Figures, framework: Any) -> Cell:
    if framework is None:
        return Cell(letter, [_("A pace of your own has no source: agree on it.")])
    source = citation(framework.cite)
    return Cell(letter, [framework.follow_up, source.title if source else framework.cite], english=True)
