"""From the rows of the record to the one value that the cadence may see, for one person or for many at once.

Only the person's own answers count as answered. `expected_check_ins` is what silence counts against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from glidepath_clinical.cadence import Prompt, Rest, Situation, WeekdayChoice, expected_days
from glidepath_clinical.protocol import Limits

from glidepath.record.alerts.queries import troubled_moments
from glidepath.record.episodes.models import Baseline, CheckInDays, Episode
from glidepath.record.instruments.queries import usable_names
from glidepath.record.medications.queries import people_lowering_pressure
from glidepath.record.observations.answered import low_mood_runs, own_answers, positive_days
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Plan, PlanState
from glidepath.record.plans.queries import standing_of

MOOD_LOOK_BACK = timedelta(days=14)  # low days of longer ago ask for nothing any more
LOOK_BACK = timedelta(days=400)  # the longest time between two prompts, and a long hold


def situation_of(patient: Patient, today: date) -> Situation:
    """One person's taper so far, as the cadence sees it."""
    return situations_of([patient], today)[patient.pk]


def situations_of(patients: Iterable[Patient], today: date) -> dict[int, Situation]:
    """The tapers of several people, in a fixed number of queries. `today`: the latest local date among them."""
    people = {patient.pk: patient for patient in patients}
    keys, since = list(people), today - LOOK_BACK
    zones = {key: ZoneInfo(patient.zone) for key, patient in people.items()}
    began, ended = _run_ins(keys)
    courses = _courses(keys, today, zones)
    answered, positive = own_answers(keys, since), _positive(people, since)
    low_mood = _low_mood(people, today - MOOD_LOOK_BACK)
    troubled = _local_days(troubled_moments(keys, since), zones)
    choices, lowering = _choices(keys), people_lowering_pressure(keys)
    usable = usable_names({patient.site_id for patient in people.values()}, today)
    return {
        key: Situation(
            run_in_began_on=began.get(key),
            run_in_ended_on=ended.get(key),
            **courses.get(key, {}),
            restless_on=troubled[key],
            choices=tuple(choices[key]),
            answered={Prompt(name): frozenset(days) for name, days in answered[key].items()},
            positive_on={Prompt(name): day for name, day in positive[key].items()},
            low_mood_since=low_mood.get(key),
            questionnaires=_prompts(usable[patient.site_id]),
            lowers_pressure=key in lowering,
        )
        for key, patient in people.items()
    }


def expected_check_ins(patient: Patient, first: date, last: date) -> tuple[date, ...]:
    """The local dates on which this person's daily set was due, both ends counted."""
    limits = Limits().with_overrides(patient.site.limits)
    return expected_days(situation_of(patient, last), first, last, limits)


def _prompts(scales: frozenset[str]) -> frozenset[Prompt]:
    """The prompts behind the questionnaires that a clinic may use."""
    named = {Prompt.PHQ2_SAFETY: "phq2"}
    return frozenset(prompt for prompt in Prompt if named.get(prompt, prompt.value) in scales)


def _run_ins(keys: list[int]) -> tuple[dict[int, date], dict[int, date]]:
    episodes = Episode.objects.filter(patient_id__in=keys, closed_on__isnull=True)
    baselines = Baseline.objects.filter(patient_id__in=keys, episode__closed_on__isnull=True)
    finished = baselines.filter(finished_on__isnull=False).values_list("patient_id", "finished_on")
    return dict(episodes.values_list("patient_id", "opened_on")), dict(finished)


def _courses(keys: list[int], today: date, zones: Mapping[int, ZoneInfo]) -> dict[int, dict[str, object]]:
    """What the plans that ever ran say: the start, the steps, the next one, the holds and the stop."""
    rows = Plan.objects.filter(patient_id__in=keys, started_on__isnull=False)
    plans: dict[int, list[Plan]] = defaultdict(list)
    for plan in rows.prefetch_related("steps", "releases", "holds").order_by("started_at", "pk"):
        plans[plan.patient_id].append(plan)
    return {key: _course(of_one, today, zones[key]) for key, of_one in plans.items()}


def _course(plans: list[Plan], today: date, zone: ZoneInfo) -> dict[str, object]:
    releases = [row for plan in plans for row in plan.releases.all() if row.withdrawn_at is None]
    steps = sorted(row.effective_on for row in releases if row.step_number > 0)
    newest = plans[-1]
    following = standing_of(newest, today).next_step if newest.state == PlanState.RUNNING else None
    holds = [Rest(row.started_on, _ended(row, zone)) for plan in plans for row in plan.holds.all()]
    return {
        "started_on": plans[0].started_on,
        "steps_on": tuple(steps),
        "next_step_on": following.planned_on if following else None,
        "rests": tuple(holds),
        "stopped_on": steps[-1] if newest.state == PlanState.FINISHED and steps else None,
    }


def _ended(row: object, zone: ZoneInfo) -> date | None:
    on, at = getattr(row, "ended_on", None), getattr(row, "ended_at", None)
    return on or (at.astimezone(zone).date() if at else None)


def _positive(people: Mapping[int, Patient], since: date) -> dict[int, dict[str, date]]:
    limits = {key: Limits().with_overrides(patient.site.limits) for key, patient in people.items()}
    cut_offs = {key: {"phq2": one.phq2_positive, "gad2": one.gad2_positive} for key, one in limits.items()}
    return positive_days(cut_offs, since)


def _low_mood(people: Mapping[int, Patient], since: date) -> dict[int, date]:
    limits = {key: Limits().with_overrides(patient.site.limits) for key, patient in people.items()}
    said = {key: (int(one.daily_mood_low), int(one.daily_mood_days)) for key, one in limits.items()}
    return low_mood_runs(said, since)


def _local_days(moments: Iterable[tuple[int, datetime]], zones: Mapping[int, ZoneInfo]) -> dict[int, frozenset[date]]:
    found: dict[int, set[date]] = defaultdict(set)
    for key, at in moments:
        found[key].add(at.astimezone(zones[key]).date())
    return defaultdict(frozenset, {key: frozenset(days) for key, days in found.items()})


def _choices(keys: list[int]) -> dict[int, list[WeekdayChoice]]:
    found: dict[int, list[WeekdayChoice]] = defaultdict(list)
    for row in CheckInDays.objects.filter(patient_id__in=keys).order_by("chosen_at", "pk"):
        newer = WeekdayChoice(row.chosen_on, frozenset(row.weekdays))
        found[row.patient_id] = [one for one in found[row.patient_id] if one.since != newer.since] + [newer]
    return found
