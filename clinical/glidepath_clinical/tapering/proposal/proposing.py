"""From answers to a proposal: proceed, smaller, hold, back one, or "cannot say".

When: the next step is near, and all answers are known.
Then: the most careful of the proposals that the answers lead to, with every reason. A missing answer is
      never taken as good: nothing can be said. An open danger sign comes first of all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.proposal.answers import QUESTIONS, Answers
from glidepath_clinical.tapering.proposal.thresholds import THRESHOLDS


class Kind(StrEnum):
    """What is proposed, the most careful last; `cannot_say` stands outside the order."""

    PROCEED = "proceed"
    SMALLER = "smaller"
    HOLD = "hold"
    BACK_ONE = "back_one"
    CANNOT_SAY = "cannot_say"


CARE = (Kind.PROCEED, Kind.SMALLER, Kind.HOLD, Kind.BACK_ONE)


@dataclass(frozen=True)
class Reason:
    """One answer that reached its threshold, and what that alone leads to."""

    leads_to: Kind
    answers: tuple[tuple[str, str], ...]
    threshold: str | None
    because: str
    cite: str
    mark: str

    def to_json(self) -> dict[str, object]:
        """The reason as JSON."""
        return {
            "leads_to": self.leads_to.value,
            "answers": dict(self.answers),
            "threshold": self.threshold,
            "because": self.because,
            "cite": self.cite,
            "mark": self.mark,
        }


@dataclass(frozen=True)
class Proposal:
    """What is proposed and why. `missing` are the questions without an answer. Nothing is changed by it."""

    kind: Kind
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """The proposal as JSON, with the questions that are still to be asked."""
        return {
            "proposal": self.kind.value,
            "reasons": [reason.to_json() for reason in self.reasons],
            "missing": [{"answer": name, "question": QUESTIONS[name]} for name in self.missing],
        }


def propose(answers: Answers) -> Proposal:
    """The most careful of what the answers lead to; "cannot say" when one is missing or a danger sign is open."""
    reasons = tuple(_reasons(answers))
    if answers.missing or answers.yes.get("danger_signs_open"):
        return Proposal(Kind.CANNOT_SAY, reasons, answers.missing)
    kind = max((reason.leads_to for reason in reasons), key=CARE.index, default=Kind.PROCEED)
    return Proposal(kind, reasons, ())


def _reasons(answers: Answers) -> Iterator[Reason]:
    yield from _danger(answers)
    yield from _back_one(answers)
    yield from _withdrawal(answers)
    yield from _pain(answers)
    yield from _mood(answers)
    yield from _events(answers)
    yield from _smaller(answers)


def _danger(answers: Answers) -> Iterator[Reason]:
    if answers.yes.get("danger_signs_open"):
        because = "a danger sign is open: the next dose is not taken before a clinician has been called"
        yield Reason(Kind.CANNOT_SAY, (("danger_signs_open", "yes"),), None, because, "glidepath-monitoring", "D")


def _back_one(answers: Answers) -> Iterator[Reason]:
    """Holding has not helped, and the person asks for it: an exception that a clinician orders with a reason."""
    names = ("not_tolerable_days", "days_held")
    if not answers.yes.get("back_one_asked") or not _reached(answers, "not_tolerable_days"):
        return
    if _at_least(answers, "days_held", "held_without_relief_days"):
        told = [("back_one_asked", "yes"), *((name, decimal_text(answers.numbers[name])) for name in names)]
        yield _reason(Kind.BACK_ONE, "held_without_relief_days", told)


def _withdrawal(answers: Answers) -> Iterator[Reason]:
    for name, threshold in (("cows", "cows_moderate"), ("sows_rise", "sows_rise")):
        if _at_least(answers, name, threshold):
            yield _reason(Kind.HOLD, threshold, [(name, decimal_text(answers.numbers[name]))])
    if _reached(answers, "not_tolerable_days"):
        yield _reason(Kind.HOLD, "not_tolerable_days", [_told(answers, "not_tolerable_days")])


def _pain(answers: Answers) -> Iterator[Reason]:
    before, now = answers.numbers.get("peg_before"), answers.numbers.get("peg_now")
    if before is None or now is None or not _reached(answers, "peg_days"):
        return
    told = [_told(answers, name) for name in ("peg_before", "peg_now", "peg_days")]
    rise = now - before
    if rise >= THRESHOLDS["peg_rise"].value:
        yield _reason(Kind.HOLD, "peg_rise", told)
    elif rise > 0 and rise * 100 >= THRESHOLDS["peg_rise_percent"].value * before:
        yield _reason(Kind.HOLD, "peg_rise_percent", told)


def _mood(answers: Answers) -> Iterator[Reason]:
    before, now = answers.numbers.get("phq9_before"), answers.numbers.get("phq9_now")
    if before is not None and now is not None and now - before >= THRESHOLDS["phq9_rise"].value:
        yield _reason(Kind.HOLD, "phq9_rise", [_told(answers, "phq9_before"), _told(answers, "phq9_now")])
    if _reached(answers, "phq9_item9"):
        yield _reason(Kind.HOLD, "phq9_item9", [_told(answers, "phq9_item9")])


EVENTS = {
    "emergency_visit": (True, "there was an emergency visit since the last step"),
    "acute_illness_or_surgery": (True, "an acute illness or surgery falls into these days"),
    "person_asks_to_hold": (True, "the person asks to stay at this dose"),
    "review_done": (False, "the review before this step was missed; no step comes by itself"),
}


def _events(answers: Answers) -> Iterator[Reason]:
    for name, (holding, because) in EVENTS.items():
        if answers.yes.get(name) is holding:
            said = "yes" if holding else "no"
            yield Reason(Kind.HOLD, ((name, said),), None, because, "va-otdt", "D")


def _smaller(answers: Answers) -> Iterator[Reason]:
    if _reached(answers, "holds_in_three_steps"):
        yield _reason(Kind.SMALLER, "holds_in_three_steps", [_told(answers, "holds_in_three_steps")])
    share = answers.numbers.get("percent_of_original")
    if share is not None and share <= THRESHOLDS["low_dose_percent"].value:
        yield _reason(Kind.SMALLER, "low_dose_percent", [_told(answers, "percent_of_original")])


def _reached(answers: Answers, name: str) -> bool:
    return _at_least(answers, name, name)


def _at_least(answers: Answers, name: str, threshold: str) -> bool:
    number = answers.numbers.get(name)
    return number is not None and number >= THRESHOLDS[threshold].value


def _told(answers: Answers, name: str) -> tuple[str, str]:
    number: Fraction = answers.numbers[name]
    return name, decimal_text(number)


def _reason(kind: Kind, name: str, told: list[tuple[str, str]]) -> Reason:
    threshold = THRESHOLDS[name]
    because = f"{threshold.meaning}: {decimal_text(threshold.value)} {threshold.unit}"
    return Reason(kind, tuple(told), name, because, threshold.cite, threshold.mark)
