"""What every page knows: whether the data is invented, which chapter is open, and who is on call."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format

from glidepath.care.escalation.chain import is_broken
from glidepath.care.escalation.not_seen import seen_for
from glidepath.care.escalation.numbers import numbers_for
from glidepath.care.offline.person_key import person_key
from glidepath.config.navigation import navigation_for
from glidepath.foundation.access import ANONYMOUS, CLINICAL_ROLES, Actor, Role
from glidepath.foundation.audit.clock_doubt import clock_doubt
from glidepath.foundation.clock import now
from glidepath.oversight.team_board.words import role_words
from glidepath.record.sites.queries import on_call_now


def page(request: HttpRequest) -> dict[str, object]:
    """Context of every template. Someone on call is named to the team alone."""
    actor = getattr(request, "actor", ANONYMOUS)
    known: dict[str, object] = {"synthetic_data": settings.GLIDEPATH_DEMO, "nav": navigation_for(request)}
    if actor.role is Role.PATIENT:
        known |= {"person_key": person_key(actor), **_seen(actor)}
    if actor.role in CLINICAL_ROLES:
        known |= {"account_role": role_words(actor.role.value), "on_call": _on_call(actor.site_id)}
        known |= {"chain_broken": is_broken(actor.site_id, now()), "clock_doubt": clock_doubt(now())}
    return known


def _seen(actor: Actor) -> dict[str, object]:
    """What the person sent that cannot wait, whether somebody has seen it, and whom to call when nobody has."""
    seen = seen_for(actor.patient_id, now()) if actor.patient_id else None
    return {"seen": seen, "seen_numbers": numbers_for(actor) if seen and seen.is_late else None}


def _on_call(site_id: int) -> dict[str, str] | None:
    shifts = on_call_now(site_id, now())
    if not shifts:
        return None
    first = shifts[0]
    until = first.ends_at.astimezone(ZoneInfo(first.site.zone))
    return {"name": first.user.name, "until": date_format(until, "D H:i")}
