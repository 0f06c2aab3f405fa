"""The list of people one cares for. A fixed number of queries for a page of any size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.urls import reverse

from glidepath.foundation.access import Actor
from glidepath.oversight.team_board.words import about_words
from glidepath.record.alerts.queries import unresolved_of_many
from glidepath.record.observations.queries import last_own_answers
from glidepath.record.patients.queries import people_within
from glidepath.record.plans.queries import standings_on
from glidepath.record.sites.queries import site_of

PAGE = 50
WORST_FIRST = ("RED", "ORANGE", "YELLOW")


@dataclass(frozen=True)
class PersonRow:
    """One person in the list."""

    name: str
    url: str
    detail: str
    last_answer: Any
    urgency: str
    alerts: int


@dataclass(frozen=True)
class PeoplePage:
    """One page of the list."""

    rows: list[PersonRow]
    page: Page[Any]
    words: str
    shown: frozenset[str]


def people_page(actor: Actor, at: datetime, words: str, number: str) -> PeoplePage:
    """One page by name; a page that does not exist is the nearest one."""
    page = Paginator(people_within(actor, "patient.list", words), PAGE).get_page(number)
    ids = [patient.pk for patient in page.object_list]
    today = at.astimezone(ZoneInfo(site_of(actor.site_id or 0).zone)).date()
    standings, alerts, answers = standings_on(ids, today), unresolved_of_many(ids), last_own_answers(ids)
    rows = [
        PersonRow(
            name=f"{patient.family_name}, {patient.given_name}",
            url=reverse("team_board:patient", args=[patient.public_id]),
            detail=about_words(patient, standings.get(patient.pk), today),
            last_answer=answers.get(patient.pk),
            urgency=next((one for one in WORST_FIRST if one in alerts.get(patient.pk, [])), ""),
            alerts=len(alerts.get(patient.pk, [])),
        )
        for patient in page.object_list
    ]
    return PeoplePage(rows, page, words, frozenset(patient.ref for patient in page.object_list))
