"""Everything the page of one person shows, from the queries of each part of the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from glidepath.care.checkins.measure_page import Trend, measured_page
from glidepath.care.escalation.rule_facts import one_line
from glidepath.care.intake.baseline import PERSON_QUESTIONS
from glidepath.foundation.access import Actor, can
from glidepath.foundation.pieces.charts import Picture
from glidepath.oversight.team_board.next_step import NextStep, next_step_of
from glidepath.oversight.team_board.picture import picture_of
from glidepath.oversight.team_board.words import age_words, dose_words, role_words, years_old
from glidepath.record.agreements.queries import milestones_of
from glidepath.record.alerts.queries import unresolved
from glidepath.record.alerts.wording import rule_name
from glidepath.record.care_team.queries import team_of
from glidepath.record.episodes.queries import baseline_of
from glidepath.record.medications.queries import current_regimens, naloxone_of, unreconciled_orders
from glidepath.record.patients.queries import latest_facts
from glidepath.record.plans.new_dose import NewDose, new_dose
from glidepath.record.plans.queries import open_plan, standing_on
from glidepath.record.visits.queries import open_visits

MEASURES_SHOWN = 6


@dataclass(frozen=True)
class AlertCard:
    """One unresolved alert beside the picture."""

    id: Any
    urgency: str
    css: str
    line: str
    rule: str
    age: str
    owner: str


@dataclass(frozen=True)
class PatientPage:
    """The page of one person."""

    patient: Any
    age: int | None
    facts: list[tuple[str, str]]
    tabs: list[tuple[str, str, bool]]
    alerts: list[AlertCard]
    picture: Picture | None
    next_step: NextStep | None
    standing: Any | None
    new_dose: NewDose | None
    open_plan: Any | None
    regimens: list[Any]
    unreconciled: int
    milestones: list[Any]
    goals: str
    team: list[tuple[str, str]]
    visits: list[Any]
    safety: list[tuple[str, str]]
    measured: list[Trend]
    actions: dict[str, str]


def patient_page(actor: Actor, patient: Any, at: datetime, span: str) -> PatientPage:
    """The whole page, as this person may act on it."""
    today = at.astimezone(ZoneInfo(patient.zone)).date()
    standing = standing_on(patient.pk, today)
    baseline = baseline_of(patient.pk)
    waiting = open_plan(patient.pk)
    return PatientPage(
        patient=patient,
        age=years_old(patient.born_on, today),
        facts=_facts(patient, standing),
        tabs=_tabs(actor, patient, standing, waiting),
        alerts=[_card(alert, at) for alert in unresolved(patient.pk).select_related("acknowledged_by")],
        picture=picture_of(patient, at, span),
        next_step=next_step_of(patient, standing, at),
        standing=standing,
        new_dose=new_dose(patient.pk, today),
        open_plan=waiting,
        regimens=current_regimens(patient.pk),
        unreconciled=len(unreconciled_orders(patient.pk)),
        milestones=milestones_of(patient.pk),
        goals=baseline.goals if baseline else "",
        team=[(member.user.name, role_words(member.role)) for member in team_of(patient.pk, at)],
        visits=open_visits(patient.pk),
        safety=_safety(patient),
        measured=measured_page(actor, patient)[:MEASURES_SHOWN],
        actions=_actions(actor, patient, standing, waiting),
    )


def _facts(patient: Any, standing: Any | None) -> list[tuple[str, str]]:
    held = _(", on hold") if standing and standing.hold else ""
    naloxone = naloxone_of(patient.pk)
    return [
        (_("Now"), dose_words(standing) + held if standing else _("no plan runs")),
        (_("Naloxone"), _naloxone(naloxone)),
        (_("Phone"), patient.phone or _("not known")),
    ]


def _naloxone(supply: Any | None) -> str:
    if supply is None:
        return _("not known")
    if not supply.on_hand:
        return _("not at home")
    if supply.expires_on is None:
        return _("at home, date not known")
    return _("at home, to %(month)s") % {"month": date_format(supply.expires_on, "SHORT_MONTH_FORMAT")}


def _card(alert: Any, at: datetime) -> AlertCard:
    return AlertCard(
        id=alert.public_id,
        urgency=alert.urgency,
        css=alert.urgency[0].lower(),
        line=one_line(alert.reason_key, alert.values, alert.because),
        rule=rule_name(alert.rule),
        age=age_words(alert.raised_at, at),
        owner=alert.acknowledged_by.name if alert.acknowledged_by else "",
    )


def _tabs(actor: Actor, patient: Any, standing: Any | None, waiting: Any | None) -> list[tuple[str, str, bool]]:
    """The pages of the record that this person may open: label, address, current."""
    ref = patient.public_id
    plan = waiting or (standing.plan if standing else None)
    pages = [
        (_("Picture"), "board.read", "team_board:patient", [ref]),
        (_("Plan"), "plan.read", "tapering:plan", [ref, plan.public_id] if plan else None),
        (_("Medicines"), "medicines.read", "intake:reconcile", [ref]),
        (_("Supply"), "supply.read", "supply:overview", [ref]),
        (_("Medicine changes"), "medicines.read", "medicine_changes:overview", [ref]),
        (_("Baseline"), "baseline.write", "intake:baseline", [ref]),
        (_("Devices"), "wearable.read", "wearables:devices", [ref]),
        (_("Check-in by phone"), "checkin.write", "checkins:for_patient", [ref]),
        (_("Measurements"), "answers.read", "checkins:measured", [ref]),
        (_("Withdrawal scale"), "cows.write", "checkins:cows", [ref]),
        (_("Give a sign-in"), "sign_in.give", "intake:sign_in", None if patient.user_id else [ref]),
    ]
    allowed = [(label, name, args) for label, action, name, args in pages if args and can(actor, action).allowed]
    return [(label, reverse(name, args=args), name == "team_board:patient") for label, name, args in allowed]


def _actions(actor: Actor, patient: Any, standing: Any | None, waiting: Any | None) -> dict[str, str]:
    """Addresses of what this person may do now."""
    found = {}
    if can(actor, "plan.propose").allowed and not waiting:
        found["propose"] = reverse("tapering:propose", args=[patient.public_id])
    if can(actor, "plan.hold").allowed and standing and not standing.hold:
        found["hold"] = reverse("tapering:hold", args=[patient.public_id, standing.plan.public_id])
    if can(actor, "dose.read_together").allowed:
        found["read_dose"] = reverse("tapering:read_together", args=[patient.public_id])
    if can(actor, "zone.set").allowed:
        found["zone"] = reverse("checkins:zone_of", args=[patient.public_id])
    if can(actor, "texts.take_off").allowed:
        found["texts"] = reverse("text_messages:of_patient", args=[patient.public_id])
    if can(actor, "visit.book").allowed:
        found["book"] = reverse("team_board:book_visit", args=[patient.public_id])
    return found


def _safety(patient: Any) -> list[tuple[str, str]]:
    """The answers to the safety questions, as they stand."""
    facts = latest_facts(patient.pk)
    named = sorted(facts.items())
    return [(str(PERSON_QUESTIONS.get(name, name)), str(fact.get_answer_display())) for name, fact in named]
