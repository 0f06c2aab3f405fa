"""Why the rota refused something, in the reader's language and the clinic's time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from glidepath.record.sites.rota import RotaRefused
from glidepath.record.sites.shift_times import Hole

RANKS = [
    (1, gettext_lazy("First to be called")),
    (2, gettext_lazy("Second person")),
    (3, gettext_lazy("Supervisor")),
]
WORDS = {
    "no_days": gettext_lazy("None of the days you chose lies between the two dates. Choose other days."),
    "too_many_days": gettext_lazy("That is more than %(most)s shifts at once. Plan a shorter stretch."),
    "past": gettext_lazy("The shift that begins %(on)s is already over. Choose a later day."),
    "no_time": gettext_lazy("The shift that begins %(on)s has no length: the clocks skip this hour. Choose another."),
    "twice": gettext_lazy("%(name)s already has a shift at that time, from %(on)s. A person can answer only once."),
    "leaves_hole": gettext_lazy(
        "Nobody would be on call from %(start)s to %(end)s. Give the shift to somebody, or plan another one first."
    ),
    "to_oneself": gettext_lazy("A hand-over goes to another person. Choose who is next."),
    "no_words": gettext_lazy("Write what the next person must know, even if it is only “quiet night”."),
}


def refusal(refused: RotaRefused, zone: str) -> str:
    """The sentence of a refusal, with what would mend it."""
    values = {
        name: moment_words(value, zone) if isinstance(value, datetime) else value
        for name, value in refused.values.items()
    }
    return str(WORDS[refused.code]) % values


def moment_words(moment: datetime, zone: str) -> str:
    """A moment in the clinic's time: day, hour and the zone's short name, which tells the two 01:30 apart."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{date_format(local, 'SHORT_DAY_TIME_FORMAT')} {local.tzname()}"


def hole_words(hole: Hole, zone: str) -> str:
    """From when to when nobody answers."""
    both = {"start": moment_words(hole.starts_at, zone), "end": moment_words(hole.ends_at, zone)}
    return _("%(start)s to %(end)s") % both


def length_words(length: timedelta) -> str:
    """Whole hours, and minutes when there are any."""
    minutes = int(length.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    words = [ngettext("%(n)s h", "%(n)s h", hours) % {"n": hours}] if hours else []
    return " ".join([*words, *([_("%(n)s min") % {"n": rest}] if rest or not hours else [])])
