"""Tags for entries of people: when something happened and when it reached us, and who said it."""

from __future__ import annotations

from typing import Any

from django import template

from glidepath.care.checkins.presenters import who_said

register = template.Library()


@register.inclusion_tag("checkins/_when.html")
def when(entry: Any) -> dict[str, Any]:
    """When an entry happened; a late one shows both times."""
    return {"entry": entry}


@register.simple_tag
def who(entry: Any, patient: Any) -> str:
    """Who said it, and who typed it."""
    return who_said(patient, entry)


@register.inclusion_tag("checkins/_corrected.html")
def corrected(after: Any, now: object = "") -> dict[str, Any]:
    """By whom, when and why a value was corrected, and to what."""
    return {"after": after, "now": now}
