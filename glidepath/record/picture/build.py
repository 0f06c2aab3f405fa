"""From the rows of the record to the one value that the rules may see. What is not known stays None."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from glidepath_clinical.picture import NEVER, Never, PatientPicture, Reading

from glidepath.record.alerts.models import Alert, AlertState
from glidepath.record.alerts.queries import last_red_or_orange_at
from glidepath.record.episodes.queries import baseline_of
from glidepath.record.medications.queries import next_refill_on
from glidepath.record.observations.models import CheckIn
from glidepath.record.observations.queries import check_ins_since
from glidepath.record.patients.models import Patient
from glidepath.record.picture.scores import item_nine, scale_readings, suicide_screen
from glidepath.record.plans.queries import last_reduction_on, watched_since
from glidepath.record.visits.queries import last_held_at

LOOK_BACK = timedelta(days=120)  # long enough for a baseline, a step and the month after it
SIGNS_STAY = timedelta(hours=48)  # a yes to a danger sign is not wiped out by a later no within two days


def build_picture(patient: Patient, at: datetime) -> PatientPicture:
    """Everything the rules may know about one person at one moment."""
    zone = ZoneInfo(patient.zone)
    today = at.astimezone(zone).date()
    rows = [row for row in check_ins_since(patient.pk, today - LOOK_BACK) if row.happened_at <= at]
    own = [row for row in rows if row.informant == "patient"]
    baseline = baseline_of(patient.pk)
    return PatientPicture(
        as_of=at,
        today=today,
        baseline_ended_on=baseline.finished_on if baseline else None,
        last_step_on=last_reduction_on(patient.pk, today) or NEVER,
        last_red_or_orange_on=_day_or_never(last_red_or_orange_at(patient.pk, at), zone),
        check_in_dates=tuple(sorted({row.local_on for row in own})),
        expected_check_ins_since=watched_since(patient.pk),
        reached_by_staff_on=_reached_on(patient, rows, at, zone),
        pain_daily=_daily(own, "pain", zone),
        extra_doses_daily=_daily(own, "extra_doses", zone, highest=True),
        cannot_keep_fluids_down=_sign(rows, "no_fluids_24h", at, zone),
        overdose_signs=_sign(rows, "hard_to_wake_or_slow_breathing", at, zone),
        asks_for_call=_sign(rows, "want_call", at, zone),
        supply_lasts_until=_supply_lasts_until(own),
        next_refill_on=next_refill_on(patient.pk, today),
        high_mood_score_reviewed_on=_mood_reviewed_on(patient, zone),
        **scale_readings(patient.pk, at, zone, baseline.finished_at if baseline else None),
        phq9_item9=item_nine(patient.pk, at, zone),
        suicide_screen=suicide_screen(patient.pk, at, zone),
    )


def _daily(rows: list[CheckIn], question: str, zone: ZoneInfo, highest: bool = False) -> tuple[Reading, ...]:
    """The last answer of each local date, or the highest; a day without an answer is not in the list."""
    told = [row for row in rows if isinstance(row.answers.get(question), int)]
    answered = {row.local_on: row for row in (sorted(told, key=lambda row: row.answers[question]) if highest else told)}
    return tuple(_reading(row, Fraction(row.answers[question]), zone) for _, row in sorted(answered.items()))


def _sign(rows: list[CheckIn], question: str, at: datetime, zone: ZoneInfo) -> Reading | None:
    asked = [row for row in rows if isinstance(row.answers.get(question), bool)]
    recent_yes = [row for row in asked if row.answers[question] and row.received_at > at - SIGNS_STAY]
    if recent_yes:
        return _reading(recent_yes[-1], True, zone, told_at=recent_yes[-1].received_at)
    return _reading(asked[-1], asked[-1].answers[question], zone) if asked else None


def _reading(row: CheckIn, value: Fraction | bool, zone: ZoneInfo, told_at: datetime | None = None) -> Reading:
    """`told_at`: a danger sign counts from when it reached us; a phone may have kept it for days."""
    ref = f"check_in:{row.public_id}"
    return Reading(value, row.local_on, (told_at or row.happened_at).astimezone(zone), row.informant, ref)


def _supply_lasts_until(own: list[CheckIn]) -> date | None:
    told = [row for row in own if isinstance(row.answers.get("days_of_tablets_left"), int)]
    return told[-1].local_on + timedelta(days=told[-1].answers["days_of_tablets_left"]) if told else None


def _reached_on(patient: Patient, rows: list[CheckIn], at: datetime, zone: ZoneInfo) -> date | None:
    by_phone = [row.received_at for row in rows if row.source == "phone"]
    held = last_held_at(patient.pk, at)
    moments = [*by_phone, held] if held else by_phone
    return max(moments).astimezone(zone).date() if moments else None


def _mood_reviewed_on(patient: Patient, zone: ZoneInfo) -> date | Never:
    closed = Alert.objects.filter(patient=patient, domain="mood", state=AlertState.RESOLVED)
    return _day_or_never(closed.order_by("-resolved_at").values_list("resolved_at", flat=True).first(), zone)


def _day_or_never(moment: datetime | None, zone: ZoneInfo) -> date | Never:
    return moment.astimezone(zone).date() if moment else NEVER
