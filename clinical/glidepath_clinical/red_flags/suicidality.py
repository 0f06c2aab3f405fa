"""Thoughts of being better off dead or of self-harm.

When: the person answers PHQ-9 item 9 with 1 or 2, or a finished suicide-risk screen says moderate: ORANGE.
      Item 9 is answered with 3, or the screen says high, or item 9 is 1 or more and no screen was finished
      within 10 minutes: RED. A finished screen that says low, alone: YELLOW.
      A PHQ-9 is sent with item 9 left open, and neither item 9 nor a screen is answered since: ORANGE.
Then: the crisis page at once; the screen now; RED: a person stays in contact. Only the person's own answers
      count; a caregiver's or a device's never do.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture, Reading, ScreenRisk
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import by_the_person, current, number, points
from .conclusion import Criterion, conclude
from .signs import sign

ID: Final = "suicidality"
DOMAIN: Final = "suicide risk"
NEEDS: Final = ("phq9_item9",)
READS: Final = ("phq9_item9", "suicide_screen", "phq9_item9_declined")
LIMITS: Final = ("item9_orange_score", "item9_red_score", "item9_valid_days", "suicide_screen_minutes")
CITES: Final = ("cssrs", "phq-9", "glidepath-monitoring")
ABOUT: Final = AboutRule(
    purpose="to make sure that an answer about suicide or self-harm reaches a person",
    output=(Urgency.RED, Urgency.ORANGE, Urgency.YELLOW),
    limits=(
        "A person may answer no and still be in danger; the question is asked about monthly, not daily. The rule "
        "replaces no clinical assessment."
    ),
    fairness=(
        "Disclosure differs by culture, sex, age and trust in the clinic; official translations are not loaded "
        "for every language. Nobody's answers are weighted by who they are."
    ),
)

_BY_RISK: Final = {
    ScreenRisk.HIGH: Urgency.RED,
    ScreenRisk.MODERATE: Urgency.ORANGE,
    ScreenRisk.LOW: Urgency.YELLOW,
}


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """The most urgent of item 9, the screen and a screen that is overdue."""
    hours = limits.item9_valid_days * 24
    item9 = current(by_the_person(picture.phq9_item9), picture.as_of, hours)
    screen = current(by_the_person(picture.suicide_screen), picture.as_of, hours)
    met = []
    if item9 is not None and number(item9) >= limits.item9_orange_score:
        met.append(_item9(item9, limits))
        if _screen_overdue(picture, item9, limits):
            met.append(_overdue(item9, limits))
    if screen is not None and _risk(screen) is not ScreenRisk.NONE:
        met.append(_screened(screen))
    met += _declined(picture, hours)
    return conclude(ID, DOMAIN, CITES, met, () if item9 is not None else NEEDS)


def _declined(picture: PatientPicture, hours: Fraction) -> list[Criterion]:
    """Nobody has to answer item 9; but somebody asks, and the older answer does not speak for this one."""
    declined = current(by_the_person(picture.phq9_item9_declined), picture.as_of, hours)
    answers = (by_the_person(picture.phq9_item9), by_the_person(picture.suicide_screen))
    if declined is None or any(answer is not None and answer.at >= declined.at for answer in answers):
        return []
    return sign(Urgency.ORANGE, "item9_declined", declined)


def _item9(item9: Reading, limits: Limits) -> Criterion:
    urgency = Urgency.RED if number(item9) >= limits.item9_red_score else Urgency.ORANGE
    answer = points(number(item9))
    return Criterion(urgency, "item9", {"answer": answer}, (item9,))


def _screen_overdue(picture: PatientPicture, item9: Reading, limits: Limits) -> bool:
    screen = by_the_person(picture.suicide_screen)
    if screen is not None and screen.at >= item9.at:
        return False
    return picture.as_of - item9.at >= timedelta(minutes=float(limits.suicide_screen_minutes))


def _overdue(item9: Reading, limits: Limits) -> Criterion:
    minutes = points(limits.suicide_screen_minutes)
    return Criterion(Urgency.RED, "screen_overdue", {"minutes": minutes}, (item9,))


def _risk(screen: Reading) -> ScreenRisk:
    return ScreenRisk(str(screen.value))


def _screened(screen: Reading) -> Criterion:
    risk = _risk(screen)
    return Criterion(_BY_RISK[risk], f"screen_{risk}", readings=(screen,))
