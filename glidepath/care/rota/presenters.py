"""The rota as its page shows it: day by day in the clinic's time, holes first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format

from glidepath.care.escalation.chain import last_tests
from glidepath.care.escalation.models import ChainTest
from glidepath.care.rota.wording import RANKS, hole_words, length_words
from glidepath.record.alerts.queries import unanswered_since
from glidepath.record.sites.models import Site
from glidepath.record.sites.queries import LOOK_AHEAD, answering, on_call_now, rota_holes
from glidepath.record.sites.rota import waiting_hand_overs
from glidepath.record.sites.shift_times import moment_of

DAYS = 14


@dataclass(frozen=True)
class ShiftView:
    """One shift on the day it begins."""

    name: str
    hours: str
    rank: int
    called_as: Any
    url: str
    now: bool


@dataclass(frozen=True)
class DayView:
    """One local day: who begins, and when nobody answers."""

    title: str
    today: bool
    shifts: list[ShiftView]
    holes: list[str]


@dataclass(frozen=True)
class HoleView:
    """A stretch without anybody, and how long it is."""

    words: str
    length: str


@dataclass(frozen=True)
class RotaView:
    """Everything the page of the rota shows."""

    site: Site
    days: list[DayView]
    holes: list[HoleView]
    alone: int
    on_call: list[Any]
    waiting: list[Any]
    test: ChainTest | None
    unanswered: int
    first: date
    before_url: str
    after_url: str


def rota_view(site: Site, at: datetime, asked: str) -> RotaView:
    """Two weeks from the day asked for (today when it is none), and the holes of the next two weeks."""
    zone = ZoneInfo(site.zone)
    today = at.astimezone(zone).date()
    first = _asked_day(asked, today)
    start, end = (moment_of(day, time(0), site.zone) for day in (first, first + timedelta(days=DAYS)))
    ahead = at + LOOK_AHEAD
    return RotaView(
        site=site,
        days=_days(site, first, start, end, at),
        holes=[HoleView(hole_words(h, site.zone), length_words(h.ends_at - h.starts_at)) for h in _ahead(site, at)],
        alone=len(rota_holes(site.pk, at, ahead, needed=2)),
        on_call=on_call_now(site.pk, at),
        waiting=waiting_hand_overs(site.pk),
        test=next(iter(last_tests(site.pk, 1)), None),
        unanswered=unanswered_since(site.pk, at - timedelta(days=30)),
        first=first,
        before_url=_page(first - timedelta(days=DAYS)),
        after_url=_page(first + timedelta(days=DAYS)),
    )


def _ahead(site: Site, at: datetime) -> list[Any]:
    return rota_holes(site.pk, at, at + LOOK_AHEAD)


def _asked_day(asked: str, today: date) -> date:
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return today
    return day if abs((day - today).days) < 1000 else today


def _page(day: date) -> str:
    return f"{reverse('rota:rota')}?from={day.isoformat()}"


def _days(site: Site, first: date, start: datetime, end: datetime, at: datetime) -> list[DayView]:
    zone = ZoneInfo(site.zone)
    shifts: dict[date, list[ShiftView]] = defaultdict(list)
    for row in answering(site.pk, start, end).select_related("user"):
        begins = max(row.starts_at, start)
        shifts[begins.astimezone(zone).date()].append(_shift(row, zone, at))
    holes: dict[date, list[str]] = defaultdict(list)
    for hole in rota_holes(site.pk, max(start, min(at, end)), end):
        holes[hole.starts_at.astimezone(zone).date()].append(hole_words(hole, site.zone))
    today = at.astimezone(zone).date()
    days = [first + timedelta(days=number) for number in range(DAYS)]
    return [DayView(date_format(day, "WEEKDAY_FORMAT"), day == today, shifts[day], holes[day]) for day in days]


def _shift(row: Any, zone: ZoneInfo, at: datetime) -> ShiftView:
    begins, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    long = row.ends_at - row.starts_at > timedelta(hours=26)
    shape = "SHORT_DAY_TIME_FORMAT" if long else "CLINIC_TIME_FORMAT"
    return ShiftView(
        name=row.user.name,
        hours=f"{date_format(begins, shape)}–{date_format(ends, shape)}",
        rank=row.rank,
        called_as=dict(RANKS).get(row.rank, row.rank),
        url=reverse("rota:shift", args=[row.public_id]),
        now=row.starts_at <= at < row.ends_at,
    )
