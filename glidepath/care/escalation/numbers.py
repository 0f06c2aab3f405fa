"""Whom to call. The help page must work without sign-in, and even without the database."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError
from django.utils.translation import gettext_noop

from glidepath.foundation.access import Actor
from glidepath.record.sites.models import Site
from glidepath.record.sites.queries import only_site, site_of

# The name a clinic has unless it writes its own; the pages show it in the reader's language.
NATIONAL_LINE = gettext_noop("988 Suicide and Crisis Lifeline")


@dataclass(frozen=True)
class Numbers:
    """The numbers shown when the clinic's own cannot be read: those of the whole country, and no clinic's."""

    emergency_number: str = Site._meta.get_field("emergency_number").default
    crisis_line: str = Site._meta.get_field("crisis_line").default
    crisis_line_name: str = Site._meta.get_field("crisis_line_name").default
    phone: str = ""
    after_hours_phone: str = ""


def numbers_for(actor: Actor) -> Site | Numbers:
    """The numbers of the actor's clinic; before sign-in those of the only clinic here."""
    try:
        found = site_of(actor.site_id) if actor.site_id else only_site()
    except DatabaseError:
        return Numbers()
    return found or Numbers()
