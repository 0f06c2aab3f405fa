"""What is written back, in the person's language. No reply tells a dose, an answer or a name."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from glidepath.foundation.notify.sms import LONGEST


def cut(words: str) -> str:
    """At most as long as a text may be, whole words."""
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def numbers(site: Any) -> str:
    """Whom to call, in one line."""
    known = {"emergency": site.emergency_number, "crisis": site.crisis_line}
    words = _("Life in danger: call %(emergency)s. Crisis line: %(crisis)s.") % known
    if site.after_hours_phone or site.phone:
        words += " " + _("Clinic: %(phone)s.") % {"phone": site.after_hours_phone or site.phone}
    return words


def joined() -> str:
    """After the code has come from the phone."""
    return _("This phone is joined. Text CHECK to see how to check in, HELP for help, HOLD to pause, STOP to end.")


def not_joined(site: Any) -> str:
    """To a phone nobody joined, or a code that does not fit."""
    return _("We do not know this phone. Sign in and choose Text messages to join it.") + " " + numbers(site)


def how() -> str:
    """How to check in."""
    return _(
        "Send 5 numbers 0-10: pain, pain in the way, sleep, mood, withdrawal. Then Y or N: medicine as planned. "
        "Then 0, or letters: W hard to wake, D no drink stays down, F fell, B no bowel movement 3 days. "
        "Then words, if you like. S skips one. Example: 4 5 6 7 2 Y 0"
    )


def checked_in() -> str:
    """After a check-in that asks for nothing more."""
    return _("Thank you. Your check-in is kept, and your team can see it.")


def urgent(site: Any, on_call: str) -> str:
    """After an answer that cannot wait."""
    if on_call:
        told = _("Your answers are marked urgent, and the person on call is being told.")
    else:
        told = _("Nobody is on call at this moment. Do not wait for us.")
    return told + " " + numbers(site)


def words_kept(site: Any) -> str:
    """After words that are no keyword and no check-in."""
    return _("Your words are kept for your team. This is not watched every minute.") + " " + numbers(site)


def again() -> str:
    """How to go on."""
    return _("Text CHECK to see how.")


def unclear(site: Any) -> str:
    """After numbers that are no whole check-in; the words were kept all the same."""
    return _("We kept your text, but could not read it as a check-in.") + " " + numbers(site) + " " + again()


def helped(site: Any) -> str:
    """After HELP."""
    return numbers(site) + " " + _("Your team is told that you want a call.")


def paused() -> str:
    """After HOLD."""
    return _("Your pause is kept and holds from now on. Your dose stays as it is. Your team is told.")


def nothing_to_pause() -> str:
    """After HOLD without a running plan."""
    return _("There is nothing to pause just now. Your team is told that you want a call.")


def stopped() -> str:
    """The one text after STOP."""
    return _("No more texts from us. Somebody of your team will ask how to reach you. Text START to go on.")


def started() -> str:
    """After START."""
    return _("Texts go on. Text CHECK to see how to check in, HELP for help, STOP to end.")


def days_kept() -> str:
    """After DAILY, THREE or TWO."""
    return _("Kept. Those are your check-in days from now on.")
