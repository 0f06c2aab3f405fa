"""The plan on paper: Typst sets what it is given as data, never as source; it can read nothing but its own template."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from glidepath_clinical.tapering.forms.plain_words import WORDS

from glidepath.foundation.clock import local_date
from glidepath.foundation.pieces.dose_rows import TIMES
from glidepath.interfaces.documents.frozen_plan import LANGUAGES, FrozenPlan
from glidepath.interfaces.documents.months import month_grids, week_days
from glidepath.interfaces.documents.valid import valid_until_changed
from glidepath.record.plans.frozen import daily_text, product_name
from glidepath.record.plans.models import Plan, PlanStep

PAPERS = Path(__file__).resolve().parent / "papers"
TEMPLATE = PAPERS / "plan.typ"
DAY = timedelta(days=1)


def plan_pdf(frozen: FrozenPlan, language: str, at: datetime) -> bytes:
    """The paper as PDF. Raises ValueError for a language without frozen words, typst.TypstError if it cannot be set."""
    return set_in_type(paper_data(frozen, language, at))


def set_in_type(data: dict[str, Any]) -> bytes:
    """Data to PDF. The data enters as one JSON value; the compiler's root is the folder of the template alone."""
    written = typst.compile(
        TEMPLATE,
        root=PAPERS,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        package_path=PAPERS,
        package_cache_path=PAPERS,
        pdf_standards=["ua-1"],
    )
    if not isinstance(written, bytes):
        raise TypeError("the paper came out in parts")
    return written


@cache
def _fonts() -> typst.Fonts:
    """Found once: Typst's own fonts, and those of the machine for letters that its own lack."""
    return typst.Fonts()


def paper_data(frozen: FrozenPlan, language: str, at: datetime) -> dict[str, Any]:
    """Everything that stands on the paper, in one language. Doses are the frozen words, letter for letter."""
    if language not in LANGUAGES:
        raise ValueError(f"no frozen words in {language!r}; known: {', '.join(LANGUAGES)}")
    with override(language):
        shown = _shown(frozen)
        return {
            "lang": language,
            "title": _("Plan for %(medicine)s") % {"medicine": product_name(frozen.steps[0])},
            "person": str(frozen.plan.patient),
            "not_a_prescription": WORDS[language]["certificate"],
            "warning": WORDS[language]["warning"],
            "facts": _facts(frozen, local_date(at, frozen.plan.patient.zone)),
            "notes": [*_notes(frozen), valid_until_changed(frozen, at)],
            "steps": [_step(frozen, step, language) for step in shown],
            "months": month_grids(_changes(frozen, shown)),
            "week_days": week_days(),
            "labels": _labels(),
            "foot": _("Plan version %(v)s, %(hash)s")
            % {"v": frozen.plan.version, "hash": frozen.plan.content_hash[:12]},
        }


def _shown(frozen: FrozenPlan) -> tuple[PlanStep, ...]:
    """A plan that rests shows the dose that stays, and no date that no longer holds."""
    return (frozen.here,) if frozen.hold and frozen.here else frozen.steps


def _labels() -> dict[str, str]:
    return {
        "when": _("When"),
        "take": _("What to take"),
        "amount": _("Amount"),
        "calendar": _("Calendar"),
        "legend": _("A black day is the earliest day on which that step can begin."),
        "look": _("Your tablets may look different: check the number on the label."),
        "page": _("Page"),
        "of": _("of"),
    }


def _facts(frozen: FrozenPlan, today: date) -> list[list[str]]:
    plan, site = frozen.plan, frozen.plan.site
    rows = [
        (_("Signed by"), _signed(plan)),
        (_("Clinic"), ", ".join(filter(None, (site.name, site.phone)))),
        (_("After hours"), site.after_hours_phone),
        (_("Not safe, or not well"), _("%(line)s (%(name)s); emergency: %(emergency)s") % _crisis(frozen)),
        (_("Printed on"), date_format(today, "DATE_FORMAT")),
    ]
    return [[str(name), str(value)] for name, value in rows if value]


def _signed(plan: Plan) -> str:
    if plan.signed_at is None or plan.signed_by is None:
        return ""
    signed_on = date_format(local_date(plan.signed_at, plan.patient.zone), "DATE_FORMAT")
    return _("%(who)s on %(on)s") % {"who": plan.signed_by.name, "on": signed_on}


def _crisis(frozen: FrozenPlan) -> dict[str, str]:
    site = frozen.plan.site
    return {"line": site.crisis_line, "name": _(site.crisis_line_name), "emergency": site.emergency_number}


def _notes(frozen: FrozenPlan) -> list[str]:
    """What a reader must know before the first number."""
    if frozen.hold:
        on = {"on": date_format(frozen.hold.started_on, "DATE_FORMAT")}
        return [_("This plan rests since %(on)s. Stay at the dose below. New dates come with a new paper.") % on]
    notes = [_("Each step needs your yes and your doctor's. Until then you stay at the dose you take now.")]
    if frozen.here and frozen.since:
        values = {"n": frozen.here.number, "on": date_format(frozen.since, "DATE_FORMAT")}
        now = _("When this was printed you were at step %(n)s, since %(on)s.") if frozen.here.number else ""
        notes += [now % values] if now else []
    return notes


def _step(frozen: FrozenPlan, step: PlanStep, language: str) -> dict[str, Any]:
    return {
        "name": _("Now") if step.number == 0 else _("Step %(n)s") % {"n": step.number},
        "dates": _dates(frozen, step),
        "daily": _("%(daily)s a day") % {"daily": daily_text(step)} if step.rendering["words"][language] else "",
        "doses": [_dose(row) for row in step.rendering["words"][language]],
        "patches": [_patch(row, language) for row in step.rendering["step"]["medicines"] if "patch" in row],
        "nothing": WORDS[language]["nothing"].format(medicine=product_name(step)),
    }


def _dose(row: dict[str, Any]) -> dict[str, str]:
    time = str(TIMES[row["time_of_day"]][1])
    return {"time": time, "words": f"{row['words']}.", "amount": f"{row['amount']} {row['unit']}"}


def _patch(row: dict[str, Any], language: str) -> str:
    """How long a patch is worn, and the days on which it is changed; of a step without an end the first ones."""
    worn = WORDS[language]["wear"].format(hours=row["patch"]["wear_hours"])
    days = ", ".join(date_format(date.fromisoformat(on), "SHORT_DAY_FORMAT") for on in row["patch"]["changes_on"])
    return f"{worn} " + _("New patch on: %(days)s") % {"days": days} if days else worn


def _dates(frozen: FrozenPlan, step: PlanStep) -> str:
    if frozen.hold:
        return _("until your team and you decide to go on")
    if step.number == 0:
        return _("until step 1 begins")
    first = date_format(step.planned_on, "DATE_FORMAT")
    if step.planned_until is None:
        return _("not before %(first)s") % {"first": first}
    if step.planned_until == step.planned_on:
        return _("not before %(first)s, for one day") % {"first": first}
    last = date_format(step.planned_until, "DATE_FORMAT")
    return _("not before %(first)s, planned to %(last)s") % {"first": first, "last": last}


def _changes(frozen: FrozenPlan, shown: tuple[PlanStep, ...]) -> dict[date, str]:
    if frozen.hold:
        return {}
    return {step.planned_on: _("step %(n)s") % {"n": step.number} for step in shown if step.number}
