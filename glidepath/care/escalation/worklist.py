"""The worklist: what waits for the next working day, by day and by nurse, the oldest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from glidepath.care.escalation.presenters import line_of
from glidepath.foundation.access import Actor, Role
from glidepath.record.alerts.models import Alert, Urgency
from glidepath.record.alerts.queries import alerts_within
from glidepath.record.alerts.timers import next_workday
from glidepath.record.alerts.wording import rule_name
from glidepath.record.care_team.queries import nurses_of_many
from glidepath.record.sites.queries import site_of

MOST = 300  # rows on one page; a longer list says so


@dataclass(frozen=True)
class Row:
    """One alert of the list."""

    alert: Alert
    name: str
    url: str
    rule: str
    line: str
    stamp: str
    nurses: str
    due_on: date


@dataclass(frozen=True)
class Group:
    """The rows of one stretch of days."""

    title: str
    key: str
    rows: list[Row]


@dataclass(frozen=True)
class NurseChip:
    """One nurse and how many rows are theirs."""

    label: str
    number: int
    url: str
    current: bool


@dataclass(frozen=True)
class Worklist:
    """Everything the page shows."""

    groups: list[Group]
    chips: list[NurseChip]
    number: int
    more: int
    zone: str
    aside: int
    at: datetime

    @property
    def people(self) -> list[str]:
        """Whose records the page shows a part of."""
        return [row.alert.patient.ref for group in self.groups for row in group.rows]


def worklist(actor: Actor, at: datetime, nurse: str) -> Worklist:
    """What waits for a working day among the people this actor cares for; `nurse`: the public id of one, or ""."""
    zone = site_of(actor.site_id or 0).zone
    everything = alerts_within(actor).filter(urgency=Urgency.YELLOW)
    waiting = everything.filter(snoozed_until__isnull=True).annotate(findings=Count("causes"))
    alerts = list(waiting.order_by("raised_at", "pk")[: MOST + 1])
    nurses = nurses_of_many([alert.patient_id for alert in alerts])
    rows = [_row(alert, nurses.get(alert.patient_id, []), zone) for alert in alerts[:MOST]]
    mine = [row for row in rows if not nurse or nurse in _ids(nurses.get(row.alert.patient_id, []))]
    return Worklist(
        groups=_groups(mine, at.astimezone(ZoneInfo(zone)).date()),
        chips=_chips(rows, nurses, nurse),
        number=len(mine),
        more=max(0, len(alerts) - MOST),
        zone=zone,
        aside=everything.filter(snoozed_until__isnull=False).count(),
        at=at,
    )


def first_choice(actor: Actor) -> str:
    """A nurse begins with the people of their own; everybody else with all."""
    return str(actor.user_public_id or "") if actor.role is Role.NURSE else ""


def _row(alert: Any, nurses: Sequence[Any], zone: str) -> Row:
    opened_on = alert.raised_at.astimezone(ZoneInfo(zone)).date()
    return Row(
        alert=alert,
        name=str(alert.patient),
        url=reverse("escalation:alert", args=[alert.public_id]),
        rule=rule_name(alert.rule),
        line=line_of(alert),
        stamp=stamp(alert, alert.findings),
        nurses=", ".join(member.user.name for member in nurses) or _("no nurse on the team"),
        due_on=opened_on + timedelta(days=next_workday(opened_on.weekday())),
    )


def stamp(alert: Alert, findings: int) -> str:
    """The alert as it stands: every further finding changes it, also one that is no more urgent than the others."""
    return f"{alert.raised_at.isoformat()} {alert.urgency} {findings}"


def _groups(rows: list[Row], today: date) -> list[Group]:
    titles = [("late", _("Late")), ("today", _("Today")), ("next", _("Next working day"))]
    sorted_rows: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        sorted_rows["late" if row.due_on < today else "today" if row.due_on == today else "next"].append(row)
    return [Group(title, key, sorted_rows[key]) for key, title in titles if sorted_rows[key]]


def _ids(nurses: Sequence[Any]) -> set[str]:
    return {str(member.user.public_id) for member in nurses}


def _chips(rows: list[Row], nurses: dict[int, list[Any]], chosen: str) -> list[NurseChip]:
    names = {str(one.user.public_id): one.user.name for team in nurses.values() for one in team}
    numbers = {ref: sum(ref in _ids(nurses.get(row.alert.patient_id, [])) for row in rows) for ref in names}
    address = reverse("escalation:worklist")
    chips = [NurseChip(_("Everyone"), len(rows), f"{address}?nurse=", not chosen)]
    for ref, name in sorted(names.items(), key=lambda item: item[1]):
        chips.append(NurseChip(name, numbers[ref], f"{address}?{urlencode({'nurse': ref})}", ref == chosen))
    return chips
