"""Events to write tests with: each is complete, `more` replaces members and None leaves one out."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from glidepath_clinical.tapering.change import Changed, NotChanged, change

Json = dict[str, Any]
ORDER = {"prescriber": "Dr. Rivera", "reason": "withdrawal that is not tolerable"}
CLINICIAN = {"on": "2027-04-01", "by": "clinician"}
SOLVED = {**CLINICIAN, "starts_on": "2027-05-03", "taken": "as_planned"}
EVENTS: dict[str, Json] = {
    "hold": {"on": "2027-02-20", "by": "patient", "until": "open"},
    "resume": SOLVED,
    "ease": {**SOLVED, "how": "half_step"},
    "re_pace": {**SOLVED, "framework": "va-slowest"},
    "step_back": {**CLINICIAN, **ORDER, "starts_on": "2027-04-02", "taken": "as_planned"},
    "stop": {**SOLVED, "how": "planned"},
    "urgent_change": {
        **CLINICIAN, "at": "2027-04-01T22:10-05:00", "prescriber": "Dr. Rivera", "reason": "oversedation",
        "doses": {"morning": "30", "noon": "15", "evening": "30"},
    },
    "rotate": {
        **CLINICIAN, **ORDER, "starts_on": "2027-04-02", "next_step_on": "open", "taken": "as_planned",
        "to": {"product": "oxycodone tablet", "unit": "mg"}, "times": ["morning", "noon", "evening"],
        "equianalgesic": {"daily": "80", "of_daily": "135", "source": "the site's table of 2026"},
        "cut_percent": "25",
    },
    "convert_release": {
        **CLINICIAN, "prescriber": "Dr. Rivera", "starts_on": "2027-04-02", "next_step_on": "open",
        "taken": "as_planned", "to": {"product": "oxycodone ER tablet 12 h", "unit": "mg"},
        "times": ["morning", "evening"],
    },
}  # fmt: skip


def event(kind: str, **more: Any) -> Json:
    """A complete event of this kind."""
    body = {"kind": kind, **deepcopy(EVENTS[kind]), **more}
    return {name: value for name, value in body.items() if value is not None}


def changed(document: Json, *events: Json, earlier: tuple[Json, ...] = ()) -> tuple[Json, ...]:
    """The versions; fails when an event is refused or a certificate does not hold."""
    answer = change(document, events, earlier)
    assert isinstance(answer, Changed), answer.to_json()["refusals"]
    for version in answer.versions:
        assert version["certificate"]["holds"], version["certificate"]
    return answer.versions


def codes(document: Json, *events: Json) -> tuple[str, ...]:
    """The codes with which the last of the events is refused."""
    answer = change(document, events)
    assert isinstance(answer, NotChanged), "the change was made"
    assert answer.at_event == len(events) - 1
    return answer.codes


def medicine_of(version: Json) -> Json:
    """The present medicine of a version."""
    medicine: Json = version["present"]["medicines"][0]
    return medicine


def amounts(version: Json) -> dict[str, str]:
    """The present doses of a version."""
    return {time: dose["amount"] for time, dose in medicine_of(version)["doses"].items()}
