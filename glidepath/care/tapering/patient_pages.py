"""What the person's own plan page shows: the path, landings in plain words, what still waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from glidepath.care.consent.operations import open_to_consent
from glidepath.care.tapering.journey import AHEAD, REST, TAKEN, Landing, journey
from glidepath.care.tapering.readiness import missing_to_start
from glidepath.care.tapering.refusal import Because
from glidepath.care.tapering.wording import PATIENT, sentence
from glidepath.foundation.clock import local_date
from glidepath.foundation.pieces.charts import DosePeriod, Flag, Kind, Path
from glidepath.record.agreements.models import Milestone
from glidepath.record.agreements.queries import milestones_of, standing_consent
from glidepath.record.alerts.queries import stops_doses
from glidepath.record.patients.models import Patient
from glidepath.record.plans.frozen import daily_text, doses_in_words
from glidepath.record.plans.models import Plan, PlanState
from glidepath.record.plans.queries import open_hold, standing_plan, waiting_for_patient

KINDS = {TAKEN: Kind.TAKEN, REST: Kind.HOLD, AHEAD: Kind.PLANNED}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Task:
    """One thing that still waits, with the page that does it."""

    text: str
    url: str
    done: bool = False


@dataclass(frozen=True)
class MyPlan:
    """Everything on the person's plan page."""

    plan: Plan
    newer: Plan | None
    resting: bool
    rest_by_me: bool
    path: Path | None
    steps: Sequence[dict[str, Any]]
    tasks: Sequence[Task]
    others: Sequence[str]
    step_to_agree: int
    agreed_step: int
    milestones: Sequence[Milestone]
    stop: bool


def my_plan(patient: Patient, at: datetime) -> MyPlan | None:
    """The plan the person may see, None while there is none."""
    today = local_date(at, patient.zone)
    standing, waiting = standing_plan(patient.pk), waiting_for_patient(patient.pk)
    plan = standing or waiting or _finished(patient)
    if plan is None:
        return None
    landings = journey(plan, today)
    hold = open_hold(plan)
    tasks, others = _to_do(waiting, patient, at) if waiting else ([], [])
    ask, agreed = _step_asked(plan, today)
    return MyPlan(
        plan=plan,
        newer=waiting if standing and waiting else None,
        resting=hold is not None,
        rest_by_me=bool(hold and hold.by_patient),
        path=_path(landings, patient, today, plan),
        steps=[_entry(landing, ask) for landing in landings],
        tasks=tasks,
        others=others,
        step_to_agree=ask,
        agreed_step=agreed,
        milestones=milestones_of(patient.pk),
        stop=stops_doses(patient.pk),
    )


def _finished(patient: Patient) -> Plan | None:
    plans = Plan.objects.filter(patient=patient, state=PlanState.FINISHED)
    return plans.order_by("-proposed_at").first()


def _step_asked(plan: Plan, today: date) -> tuple[int, int]:
    """The step that waits for a yes, and the one that has it but has not begun; 0 for none."""
    for step in plan.steps.exclude(number=0):
        if open_to_consent(plan, step.number, today) == "":
            agreed = standing_consent(plan.public_id, plan.content_hash, "step", step.number) is not None
            return (0, step.number) if agreed else (step.number, 0)
    return 0, 0


def _to_do(plan: Plan, patient: Patient, at: datetime) -> tuple[list[Task], list[str]]:
    missing = {because.code: because for because in missing_to_start(plan, patient, at)}
    own = {
        "lesson_missing": (reverse("education:lesson"), _("Lesson “Before you start” finished")),
        "milestones_missing": (reverse("consent:milestones"), _("You named what matters to you")),
        "no_consent_to_plan": (reverse("consent:give", args=[plan.public_id, 0]), _("You said yes to this plan")),
    }
    tasks = [_task(missing.get(code), url, done) for code, (url, done) in own.items()]
    return tasks, [sentence(because, PATIENT) for code, because in missing.items() if code not in own]


def _task(because: Because | None, url: str, done: str) -> Task:
    return Task(sentence(because, PATIENT), url) if because else Task(done, url, done=True)


def _entry(landing: Landing, ask: int) -> dict[str, Any]:
    step = landing.step
    state = "here" if landing.here else {TAKEN: "past", REST: "rest", AHEAD: "ahead"}[landing.kind]
    if step.phase == "stopped" and landing.kind == AHEAD:
        state = "goal"
    doses = doses_in_words(step, get_language() or "en") if landing.kind == AHEAD or landing.here else []
    return {
        "state": state,
        "number": step.number,
        "title": _title(landing),
        "dates": _dates(landing),
        "doses": doses,
        "words": _words(landing),
        "tag": _tag(landing, ask),
    }


def _title(landing: Landing) -> str:
    daily = {"daily": daily_text(landing.step)}
    if landing.kind == REST:
        return _("A rest at %(daily)s") % daily
    if landing.step.phase == "stopped":
        return _("No more tablets of this medicine")
    return _("%(daily)s a day") % daily


def _dates(landing: Landing) -> str:
    starts = date_format(landing.starts_on, "DATE_FORMAT")
    if landing.kind == AHEAD and landing.step.number == 0:
        return _("What you take now")
    if landing.released:
        return _("Begins on %(day)s") % {"day": starts}
    if landing.kind == AHEAD and landing.plan.state == PlanState.HELD:
        return _("After your rest, with a new date")
    if landing.kind == AHEAD:
        return _("Not before %(day)s") % {"day": starts}
    if landing.ends_on is None:
        return _("Since %(day)s") % {"day": starts}
    weeks = max(1, round(((landing.ends_on - landing.starts_on).days + 1) / 7))
    length = ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}
    until = date_format(landing.ends_on, "DATE_FORMAT")
    return _("%(first)s to %(last)s, about %(length)s") % {"first": starts, "last": until, "length": length}


def _words(landing: Landing) -> str:
    if landing.kind == REST:
        asked = _("You asked for time. Resting is part of the plan.")
        return asked if landing.by_patient else _("Resting is part of the plan.")
    if landing.kind == TAKEN and landing.step.number == 0 and not landing.here:
        return _("Where you started.")
    return ""


def _tag(landing: Landing, ask: int) -> str:
    if landing.kind == REST and landing.here:
        return _("You are here, resting")
    if landing.kind == AHEAD and landing.step.number == 0:
        return _("Your dose today")
    if landing.released:
        return _("You said yes")
    return ""


def _path(landings: Sequence[Landing], patient: Patient, today: date, plan: Plan) -> Path | None:
    periods = [_period(landing) for landing in landings if not (landing.kind == AHEAD and landing.step.number == 0)]
    first = landings[0]
    if first.kind == AHEAD:
        periods.insert(0, DosePeriod(today, periods[0].starts_on - DAY, first.step.daily, Kind.TAKEN))
    periods = [period for period in periods if period.ends_on is None or period.ends_on >= period.starts_on]
    if len(periods) < 2:
        return None
    last = landings[-1]
    here = next((landing for landing in landings if landing.here), first)
    values = {"now": daily_text(here.step), "goal": daily_text(last.step)}
    reached = [one for one in milestones_of(patient.pk) if one.reached_on and one.reached_on <= today]
    flags = tuple(Flag(one.reached_on, one.words) for one in reached)
    return Path(
        key="my-path",
        title=_("Your path"),
        finding=_("You take %(now)s a day now. The plan leads to %(goal)s a day, one step at a time.") % values,
        unit=str(last.step.rendering["step"]["medicines"][0]["unit"]),
        doses=tuple(periods),
        today=today,
        last_on=max(last.starts_on + 28 * DAY, today + 28 * DAY),
        flags=flags,
        goal_text=_("your goal"),
    )


def _period(landing: Landing) -> DosePeriod:
    return DosePeriod(landing.starts_on, landing.ends_on, landing.step.daily, KINDS[landing.kind])
