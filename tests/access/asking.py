"""Asking every route as anybody, and saying in one word how it answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from glidepath.care.education.lessons import lesson
from glidepath.care.education.queries import BEFORE_YOU_START
from glidepath.foundation.access.routes import Route, routes
from tests.access.clinic import Clinic, Place

OBJECTS = (
    *("patient_id", "plan_id", "plan", "alert_id", "entry_id", "visit_id", "file_id", "change_id", "public_id"),
    "observation_id",
)
RULE = "overdose_signs"
LESSON = lesson(BEFORE_YOU_START, "en")
# Parts of addresses that name no person's object: a value for which the page exists.
WORDS: Mapping[str, Mapping[str, object]] = {
    "education:read": {"key": LESSON.parts[0].key},
    "education:ask": {"key": LESSON.questions[0].key},
    "intake:part": {"key": "life"},
    "intake:my_part": {"key": "life"},
    "intake:taken": {"product": "morphine ER tablet"},
    "checkins:scale": {"slug": "peg"},
    "checkins:scale_for_patient": {"slug": "peg"},
    "checkins:permission": {"slug": "sowsg"},
    "fhir:questionnaire": {"slug": "peg"},
    "escalation:rule": {"slug": RULE},
    "escalation:dsi": {"slug": RULE},
    "escalation:limit": {"slug": "phq9_high"},
    "consent:give": {"step": 1},
    "consent:take_back": {"step": 1},
    "tapering:release": {"step": 1},
    "accounts:demo_sign_in": {"token": "forged"},
    "notify:opened": {"prompt_id": "01a21d99-ade1-7776-8aba-bfd273cd6999"},
}
OPENS, NOT_THERE, REFUSED, SIGN_IN, HOME = "opens", "not there", "refused", "sign-in", "led home"
OWN_ACCOUNT = "own account"
GONE_OR_WRONG_WAY = {404, 405}


def ours() -> list[Route]:
    """Every route that declares an action, found by walking the addresses of the product."""
    return [route for route in routes() if route.action]


def parts(route: Route) -> list[str]:
    """The names of the parts of an address that have to be filled in."""
    return [part.partition(">")[0].rpartition(":")[2] for part in route.pattern.split("<")[1:]]


def names_an_object(route: Route) -> bool:
    """Whether the address names a person, or a row about one."""
    return any(part in OBJECTS for part in parts(route))


def address(route: Route, place: Place, **other: object) -> str:
    """The address of a route for one person's objects. KeyError for a part these tests do not know yet."""
    known = {**place.ids(route.name), **WORDS.get(route.name, {}), **other}
    return reverse(route.name, kwargs={part: known[part] for part in parts(route)})


def both_ways(client: Client, path: str) -> tuple[Any, Any]:
    """What reading and sending an empty form answer."""
    return client.get(path), client.post(path)


def word_for(answers: tuple[Any, Any]) -> str:
    """One word for both answers; both statuses when they do not say the same."""
    codes = {answer.status_code for answer in answers}
    kinds: Mapping[str, Callable[[], bool]] = {
        SIGN_IN: lambda: all(_leads_to(answer, "/accounts/login/") for answer in answers),
        HOME: lambda: all(answer.status_code == 302 and answer.url == "/" for answer in answers),
        REFUSED: lambda: codes == {403},
        NOT_THERE: lambda: 404 in codes and codes <= GONE_OR_WRONG_WAY,
        OPENS: lambda: all(_is_open(answer) for answer in answers),
    }
    return next((word for word, holds in kinds.items() if holds()), f"neither here nor there: {sorted(codes)}")


def _leads_to(answer: Any, start: str) -> bool:
    return answer.status_code == 302 and str(answer.url).startswith(start)


def _is_open(answer: Any) -> bool:
    if answer.status_code == 302:
        return not _leads_to(answer, "/accounts/")
    return answer.status_code in (200, 204, 400, 405, 409, 422)


def is_page(answer: Any) -> bool:
    """Whether a browser shows the answer as a page."""
    return str(answer.headers.get("Content-Type", "")).startswith("text/html")


def text_of(answer: Any) -> str:
    """What an answer says: a page with its marks, the words of a paper."""
    if answer.headers.get("Content-Type") == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    return str(answer.content.decode())


def foreign_places(clinic: Clinic) -> tuple[Place, Place]:
    """A person of the same clinic with another team, and a person of another clinic."""
    return clinic.neighbour, clinic.elsewhere
