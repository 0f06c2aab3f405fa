"""Who has seen a person's record, in words the person knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from glidepath.oversight.team_board.words import role_words

PARTS = {
    "patient page": _("your page"),
    "team board": _("your line on the team's board"),
    "worklist": _("your line on the team's worklist"),
    "list of people": _("your line in the team's list"),
    "alert": _("an alert about you"),
    "answers": _("your answers"),
    "medicines": _("your medicines"),
    "plan": _("your plan"),
    "devices": _("your devices"),
    "baseline": _("where you started"),
}


@dataclass(frozen=True)
class LookView:
    """One look: when, who, and at what."""

    at: datetime
    name: str
    role: str
    what: Any


def looks_of(looks: Iterable[Any]) -> list[LookView]:
    """The looks in words; a part without a name of its own is "your record"."""
    return [
        LookView(look.at, look.name, role_words(look.role), PARTS.get(look.what, _("your record"))) for look in looks
    ]
