"""What the page of documents offers, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glidepath.record.plans.models import Plan


@dataclass(frozen=True)
class Kind:
    """One form: its address's name, what it is called and good for, and how the file is named and typed.

    File names name neither the person nor the medicine, because a list of downloads is seen by others.
    """

    route: str
    title: str | Promise
    words: str | Promise
    file_name: str
    media_type: str
    icon: str


KINDS = {
    "pdf": Kind(
        "pdf",
        _("To print (PDF)"),
        _("Every step in words and numbers, and a calendar. Readable in black and white."),
        "glidepath-plan.pdf",
        "application/pdf",
        "printer",
    ),
    "ics": Kind(
        "calendar",
        _("For a calendar (ICS)"),
        _("One entry for each step. The title says only “Glidepath: a step”; the dose stands inside."),
        "glidepath-plan.ics",
        "text/calendar; charset=utf-8",
        "calendar",
    ),
    "txt": Kind(
        "pharmacy",
        _("For the pharmacy (text)"),
        _("What to prepare for each step. It is not a prescription."),
        "glidepath-plan.txt",
        "text/plain; charset=utf-8",
        "pill",
    ),
    "fhir": Kind(
        "fhir",
        _("For another record (FHIR R4)"),
        _("CarePlan and MedicationRequest with the intent “plan”."),
        "glidepath-plan.fhir.json",
        "application/fhir+json; charset=utf-8",
        "file-text",
    ),
    "json": Kind(
        "json",
        _("Everything, to check again (JSON)"),
        _("With the answers it was computed from and its certificate. Give it only to whom you trust with all of it."),
        "glidepath-plan.json",
        "application/json; charset=utf-8",
        "shield-check",
    ),
}

WHY_NOT = {
    "not_signed": _("This plan is not signed, or no longer holds. Only a signed plan leaves the screen."),
    "replaced": _(
        "A newer version has replaced this plan. Take the papers of the newer one, and throw the old ones away."
    ),
    "withdrawn": _("This plan was withdrawn. Papers of it that were handed out do not hold any more."),
    "doses_stopped": _(
        "Do not take the next dose before your team has talked with you. No paper tells a dose until then."
    ),
    "certificate_fails": _("The independent check of this plan does not hold. No paper leaves; tell the prescriber."),
    "rendering_changed": _("The stored words are not those that were signed. No paper leaves; tell the prescriber."),
    "words_differ": _("This plan was worded by an older engine. The prescriber makes a new version to write it down."),
}


@dataclass(frozen=True)
class Offer:
    """One form as the page offers it."""

    title: str | Promise
    words: str | Promise
    icon: str
    url: str
    dates_alone_url: str


def offers(plan: Plan, everything: bool) -> list[Offer]:
    """The forms this reader may take; `everything` includes the file with all that the plan was computed from."""
    return [_offer(plan, kind) for form, kind in KINDS.items() if everything or form != "json"]


def _offer(plan: Plan, kind: Kind) -> Offer:
    url = reverse(f"documents:{kind.route}", args=[plan.public_id])
    return Offer(kind.title, kind.words, kind.icon, url, f"{url}?details=no" if kind.route == "calendar" else "")


def why_not(code: str) -> str:
    """Why nothing is written, in the reader's language."""
    return str(WHY_NOT[code])
