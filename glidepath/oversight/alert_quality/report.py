"""The page of alert quality: the table, the picture, and every number of the model with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glidepath_clinical.red_flags import RULES_VERSION

from glidepath.oversight.alert_quality.event_model import ASSUMPTIONS
from glidepath.oversight.alert_quality.quality import PATIENTS_A_NURSE, TIERS, Quality
from glidepath.oversight.alert_quality.watching import CLOSED_AFTER

WARNING = "Simulated, not patient evidence."
PUBLISHED = (
    "A published app with alarms for clinicians told of 96 alarms from 12 patients in a month: 8 (Pain Monitor)."
)
OWN, FIXED = "rules with the person's own baseline", "fixed thresholds"
Results = Mapping[str, Mapping[str, Quality]]
"""Seed set ("tuning", "report") → way of alarming → its quality."""


def page(results: Results, command: str) -> str:
    """The page in Markdown."""
    own = results["report"][OWN]
    return "\n".join(
        [
            "# Alert quality",
            "",
            f"**{WARNING}** {own.people} people made up by seed, {own.patient_months:,.0f} patient-months, seen "
            f"through the product's rules ({RULES_VERSION}) and through fixed thresholds, the same for everybody.",
            f"Made by `{command}`.",
            "",
            "![Events seen and alarms for nothing, both ways](../images/alert-quality.svg)",
            "",
            *_overall(results),
            "",
            PUBLISHED,
            "",
            "## What was seen, and how early",
            "",
            *_by_kind(results["report"]),
            "",
            "Days ahead: from the first alarm to the day on which the event was worst, median. A person who answers "
            "three of four questions leaves gaps; what nobody told, no rule can see. Fixed thresholds see nearly "
            "everything because they call nearly all the time: a usual pain of 7 sets them off on every second day.",
            "",
            "## How it was done",
            "",
            "The events were written down from the sources below before any rule was run on them. The thresholds are "
            "the product's defaults; changes of rules are tried on the seeds named *tuning*, and the table tells of "
            "the seeds named *report*, which share no person with them. One alarm stays open for one person and "
            f"domain; the team closes RED after {CLOSED_AFTER['RED']}, ORANGE after {CLOSED_AFTER['ORANGE']} and "
            f"YELLOW after {CLOSED_AFTER['YELLOW']} days, and one that lasts is raised again. An alarm is for nothing "
            "when no event "
            f"that it could be about was going on. A nurse has {PATIENTS_A_NURSE} patients.",
            "",
            *_assumptions(),
            "",
        ]
    )


def _overall(results: Results) -> Iterator[str]:
    yield (
        "| seeds | way | events seen | alarms, patient-month | for nothing, patient-month "
        "| a nurse-day: RED | ORANGE | YELLOW |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for seeds, ways in results.items():
        for way, one in ways.items():
            seen, events = sum(kind.seen for kind in one.kinds), sum(kind.events for kind in one.kinds)
            tiers = " | ".join(f"{one.a_nurse_day(tier):.1f}" for tier in TIERS)
            told, nothing = one.a_patient_month(one.raised), one.a_patient_month(one.false)
            share = f"{one.sensitivity:.0%} ({seen} of {events})"
            yield f"| {seeds} | {way} | {share} | {told:.2f} | {nothing:.2f} | {tiers} |"


def _by_kind(ways: Mapping[str, Quality]) -> Iterator[str]:
    yield f"| event | events | seen: {OWN} | days ahead | seen: {FIXED} | days ahead |"
    yield "|---|---|---|---|---|---|"
    for own, fixed in zip(ways[OWN].kinds, ways[FIXED].kinds, strict=True):
        cells = " | ".join(f"{one.seen} | {_days(one.lead_days)}" for one in (own, fixed))
        yield f"| {own.kind} | {own.events} | {cells} |"


def _days(days: float | None) -> str:
    return "-" if days is None else f"{days:g}"


def _assumptions() -> Iterator[str]:
    yield "| number | value | meaning | source | mark |"
    yield "|---|---|---|---|---|"
    for one in ASSUMPTIONS:
        yield f"| `{one.name}` | {one.value:g} | {one.meaning} | {one.source} | {one.mark} |"
    yield ""
    yield "Marks: S seen in the source, D set or derived for this model, M from memory and to be confirmed."
