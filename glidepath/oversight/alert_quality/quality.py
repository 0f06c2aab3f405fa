"""How good one way of alarming was: what it saw, how early, how often it called for nothing, and what it cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from glidepath.oversight.alert_quality.event_model import SEEN_AS
from glidepath.oversight.alert_quality.people import Event, Person, make_person
from glidepath.oversight.alert_quality.watching import Alarm, Judge, alarms

TIERS = ("RED", "ORANGE", "YELLOW")
DAYS_A_MONTH = 30.44
PATIENTS_A_NURSE = 200
AFTERGLOW = timedelta(days=2)  # an alarm this soon after an event is still about it


@dataclass(frozen=True)
class KindSeen:
    """One kind of event: how many there were, how many were seen, and the days before the worst day (median)."""

    kind: str
    events: int
    seen: int
    lead_days: float | None


@dataclass(frozen=True)
class Quality:
    """One way of alarming over a cohort."""

    people: int
    patient_months: float
    kinds: tuple[KindSeen, ...]
    raised: dict[str, int]
    false: dict[str, int]

    def a_patient_month(self, counts: dict[str, int]) -> float:
        """So many alarms for one patient in one month."""
        return sum(counts.values()) / self.patient_months

    def a_nurse_day(self, tier: str) -> float:
        """Alarms of one tier that a nurse with 200 patients meets in a day."""
        return self.raised[tier] / self.patient_months / DAYS_A_MONTH * PATIENTS_A_NURSE

    @property
    def sensitivity(self) -> float:
        """Share of all events that were seen."""
        return sum(kind.seen for kind in self.kinds) / max(1, sum(kind.events for kind in self.kinds))


def cohort(seeds: str, people: int) -> Iterator[Person]:
    """People of one set of seeds, such as "tuning" or "report"; the sets share nobody."""
    return (make_person(f"{seeds}:{number}") for number in range(people))


def measure(people: Sequence[Person], judge: Judge) -> Quality:
    """Run one way of alarming over everybody and count."""
    found: dict[str, list[tuple[Event, list[Alarm]]]] = {kind: [] for kind in SEEN_AS}
    raised, false = dict.fromkeys(TIERS, 0), dict.fromkeys(TIERS, 0)
    for person in people:
        told = list(alarms(person, judge))
        for event in person.events:
            found[event.kind].append((event, [alarm for alarm in told if _is_about(alarm, event)]))
        for alarm in told:
            raised[alarm.urgency] += 1
            false[alarm.urgency] += not any(_is_about(alarm, event) for event in person.events)
    days = sum(len(person.days) for person in people)
    kinds = tuple(_seen(kind, rows) for kind, rows in found.items())
    return Quality(len(people), days / DAYS_A_MONTH, kinds, raised, false)


def _is_about(alarm: Alarm, event: Event) -> bool:
    return alarm.domain in SEEN_AS[event.kind] and event.first <= alarm.on <= event.last + AFTERGLOW


def _seen(kind: str, rows: list[tuple[Event, list[Alarm]]]) -> KindSeen:
    leads = [(event.worst - told[0].on).days for event, told in rows if told]
    return KindSeen(kind, len(rows), len(leads), median(leads) if leads else None)
