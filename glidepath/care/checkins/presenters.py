"""What the pages around an answer say: what happens now, who was told, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from glidepath.care.checkins.daily import CALL_FOR_HELP, needs_help_now
from glidepath.care.checkins.scale_pages import SCREENER, SUICIDE_ITEMS, item_words
from glidepath.record.alerts.queries import causes_from
from glidepath.record.instruments.queries import instrument_of
from glidepath.record.observations.models import CheckIn, ObservedRow, ScaleResponse
from glidepath.record.patients.models import Patient
from glidepath.record.sites.queries import on_call_now

OVERDOSE = ("hard_to_wake_or_slow_breathing", "naloxone_used")


@dataclass(frozen=True)
class After:
    """What the page after sending says. `on_call` is the name of the person who is called, empty when nobody is."""

    urgent: bool
    soon: bool
    listed: bool
    overdose: bool
    emergency: bool
    suicide: bool
    on_call: str


def after(entry: ObservedRow, ref: str, at: datetime) -> After:
    """What follows from an entry, told truthfully: only what stands in the record now."""
    urgencies = {cause.urgency for cause in causes_from(entry.patient_id, ref)}
    shifts = on_call_now(entry.site_id, at)
    suicide = isinstance(entry, ScaleResponse) and speaks_of_suicide(entry)
    return After(
        urgent=_is_urgent(entry, urgencies),
        soon="ORANGE" in urgencies,
        listed=bool(urgencies),
        overdose=_said_yes(entry, OVERDOSE),
        emergency=_said_yes(entry, CALL_FOR_HELP),
        suicide=suicide,
        on_call=shifts[0].user.name if shifts else "",
    )


def is_urgent(entry: ObservedRow, ref: str) -> bool:
    """Whether what follows is told at once: by what was answered, or by a RED finding about it."""
    return _is_urgent(entry, {cause.urgency for cause in causes_from(entry.patient_id, ref)})


def _is_urgent(entry: ObservedRow, urgencies: set[str]) -> bool:
    if isinstance(entry, ScaleResponse) and speaks_of_suicide(entry):
        return True
    return "RED" in urgencies or (isinstance(entry, CheckIn) and needs_help_now(entry.answers))


def speaks_of_suicide(entry: ScaleResponse) -> bool:
    """Whether item 9 was answered with anything but "not at all", or the screener with any yes."""
    if entry.scale == SCREENER:
        return any(entry.answers.values())
    return any(entry.answers.get(code) for code in SUICIDE_ITEMS)


def _said_yes(entry: ObservedRow, names: tuple[str, ...]) -> bool:
    return isinstance(entry, CheckIn) and any(entry.answers.get(name) is True for name in names)


def scale_answers(entry: ScaleResponse) -> list[tuple[str, str, str, str]]:
    """Every item of a stored scale with its answer in the scale's own words; nothing in them was corrected."""
    found = instrument_of(entry.site_id, entry.scale, entry.local_on)
    items = item_words(found.scale, get_language() or "en") if found else {}
    asked = {code: one for code, one in items.items() if code in entry.answers}
    return [(code, words, _in_words(entry.answers.get(code), said), "") for code, (words, said) in asked.items()]


def _in_words(value: object, answers: dict[int, str]) -> str:
    if not isinstance(value, int):
        return _("not said")
    words = answers.get(value, "")
    return words if words.startswith(str(value)) else f"{value}: {words}"


def title_of(entry: ScaleResponse) -> str:
    """The name of the scale answered."""
    found = instrument_of(entry.site_id, entry.scale, entry.local_on)
    return found.scale.title if found else entry.scale


def who_said(patient: Patient, entry: ObservedRow) -> str:
    """Who said it and who typed it."""
    said = {
        "patient": str(patient),
        "caregiver": _("a caregiver"),
        "clinician": _("a clinician"),
        "device": _("a device"),
        "import": _("another system"),
    }[entry.informant]
    typed_by = entry.entered_by
    if typed_by is None or typed_by.pk == patient.user_id:
        return said
    return _("%(said)s, entered by %(typed)s") % {"said": said, "typed": typed_by.name}
