"""What the comparison shows: a card and a column for each pace, refused ones with their reasons and other ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from glidepath.care.intake.addresses import key_of
from glidepath.care.paces.choices import Answered, Asked
from glidepath.care.paces.draw_paces import Drawn, Line, draw_paces
from glidepath.care.paces.figures import Figures, figures_of
from glidepath.care.paces.table import Row, rows_of
from glidepath.care.tapering import engine
from glidepath.care.tapering.forms import OWN_PACE
from glidepath.care.tapering.presenters import day, goal_text, refusal_view
from glidepath.foundation.pieces.draw_path import ChartView
from glidepath.record.patients.models import Patient


@dataclass(frozen=True)
class Column:
    """One pace with its plan. `style` is its line: 1 to 4."""

    letter: str
    style: int
    name: str
    figures: Figures
    framework: Any
    says: Sequence[str]
    propose_url: str


@dataclass(frozen=True)
class RefusedPace:
    """Paces without a plan for the very same reasons, each by name, with why and what could be done instead."""

    names: Sequence[str]
    refusal: dict[str, Any]
    offers: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Compared:
    """The whole comparison. `not_assessed` are questions about the person that are still open."""

    columns: Sequence[Column]
    refused: Sequence[RefusedPace]
    rows: Sequence[Row]
    wide: ChartView | None
    narrow: ChartView | None
    not_assessed: Sequence[str]
    asked: str
    said: str


def compared_view(patient: Patient, found: Sequence[Answered]) -> Compared:
    """Everything the page shows of the answers."""
    columns = [_column(patient, one, one.planned) for one in found if one.planned]
    refused = [one for one in found if one.refused]
    open_questions = {name: None for one in found if one.planned for name in one.planned["not_assessed"]}
    drawn = _drawn(columns) if columns else None
    return Compared(
        columns=columns,
        refused=_refused_paces(patient, refused),
        rows=rows_of([(one.letter, one.figures, one.framework) for one in columns]),
        wide=draw_paces(drawn) if drawn else None,
        narrow=draw_paces(drawn, narrow=True) if drawn else None,
        not_assessed=[engine.question_for(name) for name in open_questions],
        asked=_asked(columns[0], found) if columns else "",
        said=_said(len(columns), len(refused)),
    )


def _asked(column: Column, found: Sequence[Answered]) -> str:
    """What all the paces have in common; on paper it stands for the form."""
    planned = next(one.planned for one in found if one.planned)
    values = {
        "medicine": found[0].asked.proposal.product,
        "now": f"{column.figures.now} {column.figures.unit}",
        "goal": goal_text(planned),
        "on": day(column.figures.first.on),
    }
    return _("%(medicine)s, now %(now)s a day. Goal: %(goal)s. First change on %(on)s.") % values


def _said(shown: int, refused: int) -> str:
    told = ngettext("%(n)s pace laid out", "%(n)s paces laid out", shown) % {"n": shown}
    return told + (_(", refused: %(n)s") % {"n": refused} if refused else "")


def _column(patient: Patient, one: Answered, planned: engine.Json) -> Column:
    asked = one.asked
    return Column(
        letter=asked.letter,
        style="ABCD".index(asked.letter) + 1,
        name=asked.name,
        figures=figures_of(planned, asked.proposal.product),
        framework=engine.framework_named(asked.key),
        says=[engine.told(line) for line in planned["because"]],
        propose_url=propose_url(patient, asked),
    )


def propose_url(patient: Patient, asked: Asked) -> str:
    """The proposal with this pace filled in; the prescriber still writes the reason and sends it."""
    chosen = asked.proposal
    amount = [value for name, value in chosen.goal.items() if name != "kind"]
    filled = {
        "medicine": key_of(chosen.product),
        "framework": chosen.framework or OWN_PACE,
        "goal": chosen.goal["kind"],
        "goal_amount": amount[0] if amount else "",
        "starts_on": chosen.starts_on.isoformat(),
    }
    if chosen.pace:
        wished = chosen.pace
        filled.update(pace_percent=str(wished["reduction_percent"]), pace_basis=str(wished["basis"]))
        filled["pace_days"] = str(wished["every_days"])
    return f"{reverse('tapering:propose', args=[patient.public_id])}?{urlencode(filled)}"


def _refused_paces(patient: Patient, refused: Sequence[Answered]) -> list[RefusedPace]:
    """One entry for all paces that meet the same reasons, such as a question about the person."""
    names: dict[tuple[Any, ...], list[str]] = {}
    shown: dict[tuple[Any, ...], RefusedPace] = {}
    for one in refused:
        if one.refused is None:
            continue
        view = refusal_view(one.refused, patient)
        offers = [_offer(row) for row in view["offers"]]
        key = (tuple(view["reasons"]), tuple(offer["because"] for offer in offers))
        names.setdefault(key, []).append(f"{one.asked.letter} {one.asked.name}")
        shown[key] = RefusedPace(names[key], view, offers)
    return list(shown.values())


def _offer(row: Any) -> dict[str, Any]:
    planned = row.get("plan")
    last = planned["steps"][-1] if planned else None
    ends = day(date.fromisoformat(last["starts_on"])) if last else ""
    return {"because": row.get("because", row["kind"]), "ends": ends, "changes": last["number"] if last else ""}


def _drawn(columns: Sequence[Column]) -> Drawn:
    lines = [_line(column) for column in columns]
    figures = columns[0].figures
    values = {"now": f"{figures.now} {figures.unit}", "list": "; ".join(line.words for line in lines)}
    return Drawn(
        key="paces",
        title=_("The paces on one picture"),
        finding=_("From %(now)s a day. %(list)s. The table below holds every number.") % values,
        across=_("weeks from the first change"),
        up=_("%(unit)s a day") % {"unit": figures.unit},
        now=Fraction(figures.now),
        lines=lines,
    )


def _line(column: Column) -> Line:
    figures = column.figures
    weeks = weeks_text(figures.days)
    values = {"name": column.name, "weeks": weeks, "on": day(figures.last.on)}
    steps = [((change.on - figures.first.on).days, Fraction(change.daily)) for change in figures.changes]
    return Line(column.letter, column.style, _("%(name)s: %(weeks)s, to %(on)s") % values, weeks, steps)


def weeks_text(days: int) -> str:
    """A length in weeks, and days where it is not a whole number of them."""
    weeks, rest = divmod(days, 7)
    if not weeks or (rest and weeks < 3):
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    whole = ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}
    return _("%(weeks)s and %(days)s") % {"weeks": whole, "days": weeks_text(rest)} if rest else whole
