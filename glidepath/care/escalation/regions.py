"""Numbers to call in other countries, for somebody who is away from home or whose clinic is not known.

Marks as everywhere: S seen in a source, M from memory. A clinic confirms those it shows its patients.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Region:
    """One country: for danger of life, for a crisis, the name of that line, and how sure we are."""

    name: str | Promise
    emergency: str
    crisis: str
    line: str
    mark: str


REGIONS = (
    Region(_("Australia"), "000", "131114", "Lifeline", "S"),
    Region(_("Canada"), "911", "988", "Suicide Crisis Helpline", "S"),
    Region(_("Ireland"), "112", "116123", "Samaritans", "M"),
    Region(_("Mexico"), "911", "8009112000", "Línea de la Vida", "M"),
    Region(_("New Zealand"), "111", "1737", "1737", "M"),
    Region(_("Spain"), "112", "024", "Línea 024", "M"),
    Region(_("United Kingdom"), "999", "116123", "Samaritans", "S"),
    Region(_("United States"), "911", "988", "988 Suicide and Crisis Lifeline", "S"),
)
