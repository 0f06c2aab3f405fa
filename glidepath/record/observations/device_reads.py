"""Reads of what devices told: one value a day with the reason for its source, and each source with its last day.

Steps of a watch and of a phone in the same pocket are the same steps: they are never added. For each day one source
counts, and it stays the same until it is silent for two weeks, so that a watch left on the table does not look like
a change of the person.
Sleep that several sources saw counts as the merged night.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from glidepath.record.observations.device_days import DEVICE, DISCONNECTED, FORM, LINK, about
from glidepath.record.observations.models import Observation

STEPS, SLEEP_HOURS = "41950-7", "93832-4"
MERGED = "all sources"
MAIN_SILENT = "main_silent"
WINDOW = timedelta(days=28)
PATIENCE = timedelta(days=14)  # a main source may be silent for so long before another takes its place


@dataclass(frozen=True)
class DayOfSource:
    """One stored value: the person's local date, what it is, where it came from, and its row."""

    on: date
    value: Decimal
    source: str
    row: Observation


@dataclass(frozen=True)
class ChosenDay:
    """The value that counts for a day. `why`: only_source, merged, main_source or main_silent; `others` told too."""

    on: date
    value: Decimal
    source: str
    why: str
    others: tuple[str, ...]
    row: Observation


@dataclass(frozen=True)
class Source:
    """One source of a person: the last day it told about, when that reached us, and whether it counts."""

    name: str
    last_on: date
    received_at: datetime
    codes: tuple[str, ...]
    connected: bool


def day_of(row: Observation) -> date:
    """The local date a stored day is about."""
    return date.fromisoformat(row.source_ref.partition("#")[0].rpartition(":")[2])


def days_of(patient_id: int, code: str, since: date, until: date) -> list[DayOfSource]:
    """Every standing value of one code between two local dates, oldest first."""
    edges = (_noon(since) - timedelta(days=2), _noon(until) + timedelta(days=2))
    rows = Observation.objects.filter(
        patient_id=patient_id,
        informant=DEVICE,
        form_version=FORM,
        code=code,
        happened_at__range=edges,
        value_number__isnull=False,
        superseded_by__isnull=True,
    )
    found = [DayOfSource(day_of(row), row.value_number or Decimal(0), row.source, row) for row in rows]
    return sorted((day for day in found if since <= day.on <= until), key=lambda day: (day.on, day.source))


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), UTC)


def chosen_days(patient_id: int, code: str, since: date, until: date) -> list[ChosenDay]:
    """One value for each day that any connected source told about, with the reason for its source, oldest first."""
    off = disconnected(patient_id)
    by_day: dict[date, dict[str, DayOfSource]] = {}
    for day in days_of(patient_id, code, since - WINDOW, until):
        if day.source not in off:
            by_day.setdefault(day.on, {})[day.source] = day
    names = {name for told in by_day.values() for name in told}
    mains = _main_sources(by_day)
    return [_choose(by_day[on], mains[on], alone=len(names) == 1) for on in sorted(by_day) if on >= since]


def _choose(told: dict[str, DayOfSource], main: str, *, alone: bool) -> ChosenDay:
    if MERGED in told:
        return _chosen(told, MERGED, "merged")
    if main in told:
        return _chosen(told, main, "only_source" if alone else "main_source")
    return _chosen(told, min(told, key=lambda name: (-told[name].value, name)), MAIN_SILENT)


def _main_sources(by_day: dict[date, dict[str, DayOfSource]]) -> dict[date, str]:
    """The main source of each day: the one that told most in its first four weeks, until it is silent for two."""
    mains, main, heard_on = dict[date, str](), "", date.min
    for on in sorted(by_day):
        if main in by_day[on]:
            heard_on = on
        elif not main or on - heard_on > PATIENCE:
            main, heard_on = _fullest(by_day, on), on
        mains[on] = main
    return mains


def _fullest(by_day: dict[date, dict[str, DayOfSource]], first: date) -> str:
    """The source with the largest sum over the four weeks that begin on a day: it is worn or carried most."""
    sums: Counter[str] = Counter()
    for on, told in by_day.items():
        if first <= on < first + WINDOW:
            sums.update({name: round(day.value * 1000) for name, day in told.items() if name != MERGED})
    return min(sums, key=lambda name: (-sums[name], name), default=MERGED)


def _chosen(told: dict[str, DayOfSource], source: str, why: str) -> ChosenDay:
    day = told[source]
    others = tuple(name for name in sorted(told) if name not in (source, MERGED))
    merged = about(day.row).get("merged", "")
    return ChosenDay(day.on, day.value, source, why, tuple(merged.split("|")) if merged else others, day.row)


def disconnected(patient_id: int) -> set[str]:
    """The sources that the person said do not count; the newest word of each."""
    rows = Observation.objects.filter(patient_id=patient_id, code=LINK).order_by("happened_at", "pk")
    said = dict(rows.values_list("source", "value_text"))
    return {source for source, word in said.items() if word == DISCONNECTED}


def sources_of(patient_id: int) -> list[Source]:
    """Every source that ever told a standing value, the freshest first."""
    off, found = disconnected(patient_id), dict[str, list[Observation]]()
    rows = Observation.objects.filter(
        patient_id=patient_id,
        informant=DEVICE,
        form_version=FORM,
        value_number__isnull=False,
        superseded_by__isnull=True,
    ).exclude(source=MERGED)
    for row in rows.only("source", "source_ref", "received_at", "code"):
        found.setdefault(row.source, []).append(row)
    sources = [
        Source(
            name,
            max(day_of(row) for row in told),
            max(row.received_at for row in told),
            tuple(sorted({row.code for row in told})),
            name not in off,
        )
        for name, told in found.items()
    ]
    return sorted(sources, key=lambda one: (not one.connected, -one.last_on.toordinal(), one.name))


def shared_since(patient_id: int) -> date | None:
    """The first day that a connected source told about; None without any."""
    off = disconnected(patient_id)
    rows = Observation.objects.filter(patient_id=patient_id, informant=DEVICE, form_version=FORM)
    told = rows.filter(value_number__isnull=False, superseded_by__isnull=True).exclude(source__in=off)
    days = [day_of(row) for row in told.order_by("happened_at").only("source_ref")[:20]]
    return min(days, default=None)


def last_told_on(patient_id: int) -> date | None:
    """The newest day that any connected source told about; None without any."""
    return max((one.last_on for one in sources_of(patient_id) if one.connected), default=None)
