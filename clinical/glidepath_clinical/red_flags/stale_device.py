"""A shared device that has gone silent.

When: the person shares a device and no data came from it for 3 days or more.
Then: YELLOW: on the list of the next working day: battery, phone, permission, or the person stopped wearing it. Until
      data comes again its values are shown as not known, never as good.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import NEVER, Never, PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .conclusion import Criterion, conclude

ID: Final = "stale_device"
DOMAIN: Final = "device"
NEEDS: Final = ("device_shared_since", "device_last_on")
READS: Final = NEEDS
LIMITS: Final = ("device_stale_days",)
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to keep missing data from a device from being read as calm",
    output=(Urgency.YELLOW,),
    limits="Does not know why the data stopped.",
    fairness="Old phones and shared devices stop more often; no care may depend on owning a device.",
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """Nothing for somebody without a device; unanswerable when nobody knows whether there is one."""
    shared, last = picture.device_shared_since, picture.device_last_on
    if shared is NEVER:
        return None
    known = {"device_shared_since": shared, "device_last_on": last}
    missing = [name for name in NEEDS if known[name] is None]
    silent_since = _silent_since(shared, last)
    if silent_since is None or missing:
        return Unanswerable(ID, tuple(missing))
    days = (picture.today - silent_since).days
    if days < limits.device_stale_days:
        return None
    values = {"days": str(days), "since": silent_since.isoformat()}
    met = Criterion(Urgency.YELLOW, "silent", values, occasion=f"device:{silent_since.isoformat()}")
    return conclude(ID, DOMAIN, CITES, [met], ())


def _silent_since(shared: date | Never | None, last: date | Never | None) -> date | None:
    """The last day with data, or the day on which the sharing began."""
    days = [day for day in (shared, last) if isinstance(day, date)]
    return max(days, default=None)
