"""Reasons in words: for the team (`CLINIC`), and in plain words for the person (`PATIENT`). Dates are localised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from glidepath.care.tapering import engine
from glidepath.care.tapering.refusal import Because
from glidepath.record.alerts import combination_words
from glidepath.record.alerts.wording import rule_name

Words = Mapping[str, str | Promise]

CLINIC: Words = {
    "above_ordered": _("%(taken)s %(unit)s a day is taken, %(ordered)s is ordered. Write the reason at the medicine."),
    "another_plan_open": _("Another plan is on its way. Withdraw it first, or wait for its review."),
    "another_plan_stands": _("A plan is running or resting. Hold it and go on from there instead of starting anew."),
    "as_planned": _("Tablets taken as planned, no extra doses told of in 7 days"),
    "certificate_fails": _("The independent check “%(check)s” does not hold. This plan cannot go on."),
    "certificate_holds": _("The certificate was checked again and holds"),
    "check_ins_given": _("%(days)s of %(of)s check-ins given"),
    "clock_in_doubt": _(
        "The server's clock is in doubt (%(seconds)s seconds off). Until it is set right no plan begins and no step is "
        "released. The present dose stays."
    ),
    "combination_not_checked": _("A combination could not be checked: %(rule)s. Look at the medicines yourself."),
    "consent_given": _("Yes to exactly this step"),
    "crisis_numbers_missing": _("The clinic has no crisis line or emergency number yet"),
    "few_check_ins": _("Only %(days)s of %(of)s check-ins in the last 7 days"),
    "hold_open": _("The plan rests. Go on with it first."),
    "in_person_plan_needed": _("This framework needs a plan for seeing the person in person. Write it down."),
    "lesson_missing": _("The lesson “Before you start” is not finished"),
    "medicine_not_recognised": _("%(name)s is not recognised. A pharmacist says what it is before the dose changes."),
    "milestones_missing": _("Milestones still to be named: %(count)s"),
    "naloxone_at_home": _("Naloxone at home, good until %(on)s"),
    "naloxone_expired": _("Naloxone at home is past its date (%(on)s)"),
    "naloxone_missing": _("No naloxone at home"),
    "naloxone_unknown": _("Nobody knows whether naloxone is at home and in date"),
    "no_consent_to_plan": _("No yes to this plan yet"),
    "no_consent_to_step": _("No yes to step %(step)s of exactly this plan"),
    "no_medicine": _("What is really taken is not settled for this medicine. The pharmacist settles it first."),
    "no_open_alert": _("No open RED or ORANGE alert"),
    "no_recent_talk": _("No visit or call held in the last %(days)s days"),
    "no_such_step": _("This plan has no step %(step)s"),
    "not_as_planned": _("Days with extra doses: %(extra)s; days not as planned: %(other)s"),
    "not_reviewed": _("The pharmacist has not approved exactly this plan"),
    "not_the_next_step": _("Step %(step)s is not the next one: step %(next)s comes first"),
    "nothing_to_hold": _("No plan is running, so there is nothing to hold"),
    "open_alert": _("Open %(urgency)s alert: %(rule)s"),
    "order_not_reconciled": _("Not settled yet: %(order)s. Find out what is really taken."),
    "pain_baseline_unknown": _("Pain before the taper was not recorded"),
    "pain_steady": _("Pain %(pain)s on average in 7 days, %(usual)s before the taper"),
    "pain_unknown": _("Pain: only %(answers)s answers in 7 days, at least 4 make a mean"),
    "pain_up": _("Pain %(pain)s on average in 7 days, %(usual)s before the taper"),
    "peg_baseline_unknown": _("PEG before the taper was not recorded"),
    "peg_steady": _("PEG %(peg)s on %(on)s, %(usual)s before the taper"),
    "peg_unknown": _("No PEG answers since the baseline that are still valid"),
    "peg_up": _("PEG %(peg)s on %(on)s, %(usual)s before the taper"),
    "phq9_baseline_unknown": _("PHQ-9 before the taper was not recorded"),
    "phq9_item9": _("PHQ-9 item 9 was answered with %(answer)s"),
    "phq9_steady": _("PHQ-9 %(total)s on %(on)s, %(usual)s before the taper"),
    "phq9_unknown": _("No PHQ-9 answers since the baseline that are still valid"),
    "phq9_up": _("PHQ-9 %(total)s on %(on)s, %(usual)s before the taper"),
    "plan_not_running": _("The plan does not run"),
    "plan_not_signed": _("The plan is not signed"),
    "previous_step_not_begun": _("Step %(step)s has not begun yet"),
    "reason_needed": _("Write the reason in a few words. It is kept with the decision."),
    "resume_already_proposed": _("A newer version is already on its way"),
    "rota_hole": _("Nobody is on call from %(start)s to %(end)s. The rota is filled first."),
    "same_person_reviews": _("Whoever proposed a plan cannot review it. Ask another person."),
    "second_signature_by_another": _("You have signed. The second signature is another prescriber's."),
    "starts_in_the_past": _("%(on)s lies in the past. Choose today or a later day."),
    "suicidality_not_screened": _(
        "%(sign)s on %(on)s, and no safety screen was finished since. Screen first; no step begins before."
    ),
    "suicide_risk": _("The safety screen of %(on)s found a risk: %(sign)s. No step begins while it stands."),
    "taken_not_known_since_step": _("The dose changed on %(on)s. Settle again what is really taken."),
    "taking_unknown": _("Tablets taken as planned: said on %(days)s of 7 days only"),
    "talked": _("Talked with the team on %(on)s"),
    "taken_anew": _("What is really taken was settled again after this plan was made. Withdraw it and make a new one."),
    "too_early": _("%(on)s is too early. The step can begin on %(earliest)s or later."),
    "too_far_ahead": _("%(on)s is too far ahead. Look again nearer to it: %(latest)s is the last day for now."),
}  # fmt: skip

PATIENT: Words = {
    "certificate_fails": _("Your plan is being checked again. Your team has to look at it."),
    "clock_in_doubt": _("Your clinic's computer has to check its clock first. Your dose stays as it is."),
    "crisis_numbers_missing": _("Your clinic still has to add its crisis numbers."),
    "lesson_missing": _("Take the short lesson “Before you start”."),
    "milestones_missing": _("Name what matters to you. Still open: %(count)s."),
    "naloxone_missing": _("You need naloxone at home. Your team can help you get it."),
    "naloxone_unknown": _("Tell your team that naloxone is at home, and the date on it."),
    "no_consent_to_plan": _("Read your plan and say yes, if you want it."),
    "person_not_assessed": _("Your team still has a question about your health."),
    "person_refuses": _("Your team has to talk with you first about your health."),
    "plan_not_signed": _("Your doctor still has to sign the plan."),
    "rota_hole": _("Your clinic first plans who answers you at night and on weekends."),
    "taken_anew": _("Your plan is being checked again. Your team has to look at it."),
}

SOURCES: Words = {
    "alerts": _("alerts"),
    "baseline": _("baseline"),
    "certificate": _("certificate"),
    "check_ins": _("check-ins"),
    "combinations": _("combinations of medicines"),
    "consent": _("consent"),
    "lesson": _("lesson"),
    "medicines": _("medicines"),
    "milestones": _("milestones"),
    "naloxone": _("naloxone"),
    "peg": "PEG",
    "phq9": "PHQ-9",
    "plan": _("plan"),
    "rota": _("on call"),
    "screen": _("safety screen"),
    "site": _("clinic"),
    "visits": _("visits"),
}

REFUSING: Words = {
    "abrupt_stop": _("More than half of the dose in one step would be a sudden stop"),
    "above_ceiling": _("Above the most a day, and the agreed pace does not lead below it"),
    "active_suicidality": _("Thoughts of suicide now, and mental health was not consulted"),
    "age_under_18": _("Under 18 years of age"),
    "cancer_treatment": _("In treatment for cancer"),
    "cap_unreachable": _("The strengths the pharmacy supplies cannot keep the agreed pace"),
    "certificate_failed": _("The plan that was found did not pass its second check, so it is not shown"),
    "daily_alcohol": _("Alcohol every day"),
    "dose_not_expressible": _("A dose cannot be made from the strengths the pharmacy supplies"),
    "dose_unknown": _("What is really taken is not known"),
    "epilepsy_medicine": _("The medicine treats epilepsy"),
    "framework_not_for_class": _("This framework is not written for this class of medicine"),
    "goal_above_present_dose": _("The goal is not below the present dose"),
    "no_naloxone_on_hand": _("No naloxone at home that is in date"),
    "opioid_use_disorder_treatment": _("The medicine treats an opioid use disorder"),
    "palliative_or_end_of_life": _("Palliative or end-of-life care"),
    "original_not_credible": _("The dose the taper began with cannot be right"),
    "pace_too_fast": _("Faster than any source for this class of medicine"),
    "pregnancy": _("Pregnancy"),
    "seizure_history": _("Has had a seizure"),
    "sickle_cell": _("Sickle cell disease"),
    "unusable_input": _("The engine cannot read this request"),
}  # fmt: skip

SIGNS: Words = {
    "item_9": _("Item 9 (thoughts of death or self-harm) was not zero"),
    "crisis_words": _("Words of crisis were written"),
    "c_ssrs": _("A safety screen with a yes was left open"),
    "moderate": _("moderate"),
    "high": _("high"),
}  # fmt: skip

DATES = ("on", "earliest", "due", "latest")


def sentence(because: Because, words: Words = CLINIC) -> str:
    """A reason in the reader's language."""
    if because.code == "person_not_assessed" and words is CLINIC:
        return gettext("Not asked yet: %(question)s") % {"question": engine.question_for(because.values["name"])}
    if because.code == "combination":
        return combination_words.sentence(because.values["key"], because.values)
    if because.code == "person_refuses" and words is CLINIC:
        told = engine.told(because.values.get("because", because.values["code"]))
        return str(REFUSING.get(because.values["code"], told))
    known = words.get(because.code)
    if known is None:
        return _of_engine(because)
    return str(known) % _shown(because.values)


def _of_engine(because: Because) -> str:
    title = REFUSING.get(because.code)
    detail = engine.told_or_nothing(because.values.get("because") or because.values.get("message", ""))
    return f"{title}: {detail}" if title and detail else str(title or detail or because.code)


def _shown(values: Mapping[str, str]) -> dict[str, str]:
    return {"on": "?", **{name: _value(name, text) for name, text in values.items()}}


def _value(name: str, text: str) -> str:
    if name in DATES:
        return _date(text)
    if name == "sign":
        return str(SIGNS.get(text, text))
    if name == "rule":
        return rule_name(text)
    return gettext(text) if name == "urgency" else text


def _date(text: str) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT")


def source_name(source: str) -> str:
    """The name of a source in the reader's language."""
    return str(SOURCES.get(source, source))
