"""Short words for ages, doses and people, shared by the board, the list and the page of one person."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from glidepath.foundation.access import Role
from glidepath.record.plans.frozen import daily_text, product_name

ROLES = {
    Role.PRESCRIBER: gettext_lazy("prescriber"),
    Role.PHARMACIST: gettext_lazy("pharmacist"),
    Role.PHYSICAL_THERAPIST: gettext_lazy("physical therapist"),
    Role.PSYCHOLOGIST: gettext_lazy("psychologist"),
    Role.NURSE: gettext_lazy("nurse"),
    Role.SPECIALIST: gettext_lazy("specialist"),
    Role.PRIMARY_CARE: gettext_lazy("primary care"),
    Role.CAREGIVER: gettext_lazy("caregiver"),
    Role.AUDITOR: gettext_lazy("auditor"),
}


def role_words(role: str) -> str:
    """A role in the reader's language."""
    return str(ROLES.get(Role(role), Role(role).value.replace("_", " ")))


def age_words(since: datetime, at: datetime) -> str:
    """How long ago, in one or two units: 4 min, 1 h 10, 3 d."""
    minutes = max(0, int((at - since).total_seconds() // 60))
    if minutes < 60:
        return _("%(n)s min") % {"n": minutes}
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        return _("%(hours)s h %(minutes)02d") % {"hours": hours, "minutes": rest}
    days = minutes // (24 * 60)
    return ngettext("%(n)s d", "%(n)s d", days) % {"n": days}


def years_old(born_on: date | None, today: date) -> int | None:
    """Whole years, None when the birthday is not known."""
    if born_on is None:
        return None
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def dose_words(standing: Any | None) -> str:
    """The medicine and the daily dose of the step in force, as frozen: "morphine ER tablet 135 mg"."""
    if standing is None:
        return ""
    return f"{product_name(standing.step)} {daily_text(standing.step)}"


def about_words(patient: Any, standing: Any | None, today: date) -> str:
    """The small line under a name: age, medicine and dose, step."""
    age = years_old(patient.born_on, today)
    parts = [str(age) if age is not None else "", dose_words(standing)]
    if standing is not None:
        number = standing.step.number
        parts.append(_("step %(n)s") % {"n": number} if number else _("present dose"))
        parts.append(_("on hold") if standing.hold else "")
    return " · ".join(part for part in parts if part)
