"""Notices that say only that something waits, by every way a person has. What it is, they see after signing in."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _


class Notice(StrEnum):
    """Every notice there is. Each has one template, whose only variable is the link to the site."""

    SOMETHING_NEW = "something_new"
    YOUR_BOARD = "your_board"
    PLEASE_CHECK_IN = "please_check_in"
    ACCOUNT_READY = "account_ready"


def send_notice(user: object, kind: str, link: str = "") -> None:
    """Send one notice by e-mail in the person's language, with a link (to the site itself when none is given).

    Raises ValueError for a kind that is not in the list.

    Call it from an outbox handler, after commit. Raises what the mail server's connection raises.
    """
    notice = Notice(kind)
    with translation.override(user.language):  # type: ignore[attr-defined]  an accounts.User
        known = {"link": link or settings.GLIDEPATH_SITE_URL}
        text = render_to_string(f"notify/{notice.value}.txt", known)
        subject = _("Something waits for you in Glidepath")
    EmailMessage(subject, text, to=[user.email]).send()  # type: ignore[attr-defined]  as above
