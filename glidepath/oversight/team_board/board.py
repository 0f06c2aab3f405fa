"""The board: who needs us, by urgency and age.

Neither the number of queries nor what is drawn grows with the clinic: each urgency shows one page of full rows. RED is
never paged: those beyond its first page stand below as short rows, so that none of them has to be looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from glidepath.care.escalation.rule_facts import one_line
from glidepath.foundation.access import Actor
from glidepath.oversight.team_board.disciplines import NAMES, domain_of
from glidepath.oversight.team_board.sparks import SEEN, spark_of
from glidepath.oversight.team_board.words import about_words, age_words
from glidepath.record.alerts.queries import InShort, Waiting, in_full, in_short, waiting_within
from glidepath.record.alerts.timers import due_at
from glidepath.record.observations.queries import answers_of_many
from glidepath.record.patients.queries import people_within
from glidepath.record.plans.queries import standings_on
from glidepath.record.sites.queries import on_call_now, site_of

PAGE = 25  # full rows of each urgency
URGENCIES = ("RED", "ORANGE", "YELLOW")


@dataclass(frozen=True)
class Chip:
    """One filter with the number of alerts behind it."""

    label: Any
    number: int
    url: str
    current: bool


@dataclass(frozen=True)
class Group:
    """One urgency: its rows on this page, how many there are in all, and the addresses before and after."""

    urgency: str
    title: str
    note: str
    rows: list[dict[str, Any]]
    short: list[dict[str, Any]]
    total: int
    first: int
    last: int
    before_url: str
    after_url: str


@dataclass(frozen=True)
class Board:
    """Everything the board's page shows."""

    groups: list[Group]
    chips: list[Chip]
    open_count: int
    people_count: int
    at: datetime
    zone: str
    shown: frozenset[str]


@dataclass
class _Page:
    """The alerts of one urgency that are shown: in full, in short, and the place of the first."""

    full: list[Any]
    short: list[InShort]
    first: int
    total: int

    @property
    def refs(self) -> set[str]:
        """Whom it shows."""
        return {alert.patient.ref for alert in self.full} | {str(alert.patient_ref) for alert in self.short}


@dataclass
class _Scene:
    """What all rows share, read once."""

    at: datetime
    on_call: list[Any]
    standings: Mapping[int, Any] = field(default_factory=dict)
    answers: Mapping[int, list[Any]] = field(default_factory=dict)


def build_board(actor: Actor, at: datetime, asked: Mapping[str, str]) -> Board:
    """The board as this person may see it. `asked` holds the filter and the page of each group."""
    everything = waiting_within(actor)
    show = asked.get("show", "")
    site = site_of(actor.site_id or 0)
    pages = _pages([alert for alert in everything if _filter(actor, show)(alert)], asked)
    scene = _scene(actor, [alert for page in pages.values() for alert in page.full], site.zone, at)
    return Board(
        groups=[_group(urgency, title, pages[urgency], show, scene) for urgency, title in _titles()],
        chips=_chips(everything, actor, show),
        open_count=sum(page.total for page in pages.values()),
        people_count=people_within(actor, "patient.list").count(),
        at=at,
        zone=site.zone,
        shown=frozenset[str]().union(*(page.refs for page in pages.values())),
    )


def _titles() -> list[tuple[str, str]]:
    return [("RED", _("Now")), ("ORANGE", _("Today")), ("YELLOW", _("This week"))]


def _filter(actor: Actor, show: str) -> Callable[[Waiting], bool]:
    """Which alerts a filter lets through; a filter that nobody knows lets through all."""
    if show == "mine":
        return lambda alert: alert.acknowledged_by_id == actor.user_id
    if show == "nobody":
        return lambda alert: alert.acknowledged_by_id is None
    return lambda alert: show not in NAMES or domain_of(alert.domain).discipline == show


def _pages(alerts: Sequence[Waiting], asked: Mapping[str, str]) -> dict[str, _Page]:
    """What each urgency shows, read in two queries for all of them: a page in full, and the rest of RED in short."""
    keys = {urgency: [alert.pk for alert in alerts if alert.urgency == urgency] for urgency in URGENCIES}
    firsts = {urgency: _first(urgency, asked, len(keys[urgency])) for urgency in URGENCIES}
    full = in_full([key for urgency in URGENCIES for key in keys[urgency][firsts[urgency] :][:PAGE]])
    short = in_short(keys["RED"][PAGE:])
    return {
        urgency: _Page(
            full=[alert for alert in full if alert.urgency == urgency],
            short=short if urgency == "RED" else [],
            first=firsts[urgency],
            total=len(keys[urgency]),
        )
        for urgency in URGENCIES
    }


def _first(urgency: str, asked: Mapping[str, str], total: int) -> int:
    """The place of a page's first row; a page that does not exist is the last one. RED has one page."""
    given = asked.get(urgency.lower(), "1")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1
    return 0 if urgency == "RED" else min(max(number - 1, 0), max(total - 1, 0) // PAGE) * PAGE


def _scene(actor: Actor, alerts: list[Any], zone: str, at: datetime) -> _Scene:
    ids = sorted({alert.patient_id for alert in alerts})
    today = at.astimezone(ZoneInfo(zone)).date()
    return _Scene(
        at=at,
        on_call=on_call_now(actor.site_id or 0, at),
        standings=standings_on(ids, today),
        answers=answers_of_many(ids, today - SEEN),
    )


def _group(urgency: str, title: str, page: _Page, show: str, scene: _Scene) -> Group:
    number, last = page.first // PAGE + 1, page.first + len(page.full) + len(page.short)
    return Group(
        urgency=urgency,
        title=title,
        note=_note(urgency, page, scene),
        rows=[_row(alert, scene) for alert in page.full],
        short=_short_rows(page.short, scene),
        total=page.total,
        first=page.first + 1,
        last=last,
        before_url=_url(show, urgency, number - 1) if page.first else "",
        after_url=_url(show, urgency, number + 1) if last < page.total else "",
    )


def _url(show: str, urgency: str, number: int) -> str:
    asked = {"show": show, urgency.lower(): str(number)}
    return f"{reverse('team_board:board')}?{urlencode({name: value for name, value in asked.items() if value})}"


def _note(urgency: str, page: _Page, scene: _Scene) -> str:
    total = page.total
    if not total:
        return ""
    if urgency == "RED":
        words = ngettext("%(n)s open", "%(n)s open", total) % {"n": total}
        return words + ", " + _("a person must answer within 15 minutes")
    oldest = age_words(min(alert.raised_at for alert in page.full), scene.at)
    words = ngettext("%(n)s open, oldest %(oldest)s", "%(n)s open, oldest %(oldest)s", total)
    return words % {"n": total, "oldest": oldest}


def _row(alert: Any, scene: _Scene) -> dict[str, Any]:
    patient, domain = alert.patient, domain_of(alert.domain)
    today = scene.at.astimezone(ZoneInfo(patient.zone)).date()
    address = reverse("escalation:alert", args=[alert.public_id])
    return {
        "id": alert.public_id,
        "urgency": alert.urgency,
        "age": age_words(alert.raised_at, scene.at),
        "name": str(patient),
        "url": reverse("team_board:patient", args=[patient.public_id]),
        "detail": about_words(patient, scene.standings.get(patient.pk), today),
        "reason": one_line(alert.reason_key, alert.values, alert.because),
        "note": _who_is_next(alert, scene),
        "spark": spark_of(scene.answers.get(patient.pk, []), domain.series, today),
        "owner": alert.acknowledged_by.name if alert.acknowledged_by else "",
        "action": {"label": _("Call now") if alert.urgency == "RED" else domain.verb, "url": address}
        | {"icon": "phone" if alert.urgency == "RED" else domain.icon},
    }


def _short_rows(alerts: Sequence[InShort], scene: _Scene) -> list[dict[str, Any]]:
    """RED alerts beyond the first page: whose, how old, why, and the way to it; nothing that has to be drawn."""
    nobody = _("Nobody yet")
    return [
        {
            "id": alert.public_id,
            "age": age_words(alert.raised_at, scene.at),
            "name": f"{alert.given_name} {alert.family_name}",
            "url": reverse("escalation:alert", args=[alert.public_id]),
            "reason": one_line(alert.reason_key, alert.values, alert.because),
            "owner": alert.owner or nobody,
        }
        for alert in alerts
    ]


def _who_is_next(alert: Any, scene: _Scene) -> str:
    """That it is set aside or was not answered; for a RED one nobody took on, who is called next and when."""
    if alert.snoozed_until:
        return _("set aside until %(until)s: %(reason)s") % _aside(alert)
    if alert.unanswered_at:
        return _("nobody has taken it on in time; recorded as a safety event")
    if alert.urgency != "RED" or alert.acknowledged_by_id:
        return ""
    left = (due_at(alert.urgency, alert.raised_at, 1) or scene.at) - scene.at
    if left <= timedelta(0):
        return _("nobody has taken it on in time")
    second = scene.on_call[1].user.name if len(scene.on_call) > 1 else _("the whole team")
    minutes = int(left.total_seconds() // 60) + 1
    return _("next to %(name)s in %(n)s min") % {"name": second, "n": minutes}


def _aside(alert: Any) -> dict[str, str]:
    """Until when an alert is set aside, in the clinic's time, and why."""
    local = alert.snoozed_until.astimezone(ZoneInfo(alert.patient.zone))
    return {"until": date_format(local, "SHORT_DAY_TIME_FORMAT"), "reason": alert.snooze_reason}


def _chips(alerts: Sequence[Waiting], actor: Actor, show: str) -> list[Chip]:
    kinds = [("", _("Everyone")), ("nobody", _("Nobody yet")), ("mine", _("Mine")), *NAMES.items()]
    address = reverse("team_board:board")
    return [
        Chip(label, sum(map(_filter(actor, key), alerts)), f"{address}?show={key}" if key else address, key == show)
        for key, label in kinds
    ]
