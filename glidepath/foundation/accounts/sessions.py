"""What a session knows: when it began, when the person last did something, and whether a second factor was shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from glidepath.foundation.access import STAFF_ROLES, Actor, actor_of
from glidepath.foundation.access.current import forget_actor
from glidepath.foundation.access.fresh import DEMO_SESSION
from glidepath.foundation.access.roles import ANONYMOUS, Role

MFA = "mfa"
BEGAN = "signed_in_at"
SEEN = "seen_at"
# Activity is written down once a minute at most; a session so ends at most a minute early, never late.
NOTE_EVERY = timedelta(minutes=1)


def begin(request: HttpRequest, at: datetime) -> None:
    """Stamp a session that has just been signed in to."""
    request.session[BEGAN] = request.session[SEEN] = at.isoformat()
    forget_actor(request)


def begin_demo(request: HttpRequest, at: datetime) -> None:
    """Stamp the session of a demo sign-in link: it counts as one with a fresh second factor."""
    request.session[DEMO_SESSION] = request.session[MFA] = True
    begin(request, at)


def remember_second_factor(request: HttpRequest) -> None:
    """Take note when a second factor has been shown in this session; the session gets a new key then."""
    if request.session.get(MFA) or not _shown(request):
        return
    request.session[MFA] = True
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)
    forget_actor(request)


def has_second_factor(request: HttpRequest) -> bool:
    """True when a second factor was shown in this session."""
    return bool(request.session.get(MFA))


def has_ended(session: Any, role: Role, at: datetime) -> bool:
    """Idle for too long, or open for too long. A session without stamps is new."""
    idle = settings.GLIDEPATH_IDLE_STAFF if role in (*STAFF_ROLES, Role.ANONYMOUS) else settings.GLIDEPATH_IDLE_PATIENT
    return _older(session, SEEN, idle, at) or _older(session, BEGAN, settings.GLIDEPATH_SESSION_LONGEST, at)


def note_activity(request: HttpRequest, at: datetime) -> None:
    """The person did something now."""
    session = request.session
    session.setdefault(BEGAN, at.isoformat())
    if SEEN not in session or at - datetime.fromisoformat(session[SEEN]) >= NOTE_EVERY:
        session[SEEN] = at.isoformat()


def actor_of_session(session_key: str, at: datetime) -> Actor:
    """Who a session acts as at this moment, read anew; ANONYMOUS when it has ended. For streams that stay open."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    request.user = get_user(request)
    actor = actor_of(request)
    return ANONYMOUS if has_ended(request.session, actor.role, at) else actor


def _shown(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]  only of signed-in people
    return any(record.get("method") == "mfa" for record in records)


def _older(session: Any, key: str, seconds: int, at: datetime) -> bool:
    stamp = session.get(key)
    return stamp is not None and at - datetime.fromisoformat(stamp) > timedelta(seconds=seconds)
