"""When an answer was given: on which local date it counts, and when a moment cannot be right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

TOO_OLD = timedelta(days=7)
CLOCK_AHEAD = timedelta(minutes=10)  # a phone's clock may be a little ahead of ours


class MomentRefused(ValueError):
    """The time or the zone of an answer cannot be right; the message says how to mend it."""


@dataclass(frozen=True)
class Moment:
    """A moment with its zone, and the calendar date it had there."""

    at: datetime
    zone: str
    local_on: date


@cache
def known_zones() -> frozenset[str]:
    """The zone names of this machine; asking for them reads the disk, so it is done once."""
    return frozenset(available_timezones())


def moment_of(happened_at: datetime, zone: str, received_at: datetime, *, history: bool = False) -> Moment:
    """The moment an answer counts for. A clock slightly ahead of ours counts as now.

    Raises MomentRefused for an unknown zone, a time without a zone, a time still to come, and one over 7 days old
    (`history`: from another system's record, of any age).
    """
    if zone not in known_zones():
        words = _("We do not know the time zone “%(zone)s”. Use a name such as America/Denver.")
        raise MomentRefused(words % {"zone": zone})
    if happened_at.tzinfo is None:
        raise MomentRefused(_("The time of the answer has no time zone. Send it with one."))
    if happened_at > received_at + CLOCK_AHEAD:
        raise MomentRefused(_("The time of this answer is still to come. Check the phone's clock and send it again."))
    if happened_at < received_at - TOO_OLD and not history:
        raise MomentRefused(_("These answers are more than 7 days old. Send a new check-in about how you are now."))
    at = min(happened_at, received_at)
    return Moment(at, zone, at.astimezone(ZoneInfo(zone)).date())
