"""The words for what is counted: strengths as the package prints them, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from django.utils.translation import gettext as _
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.dispensing import UnitKey

LABELS: dict[str, Callable[[], str]] = {
    "tablet": lambda: _("Tablets of %(strength)s"),
    "capsule": lambda: _("Capsules of %(strength)s"),
    "tablet or capsule": lambda: _("Tablets or capsules of %(strength)s"),
    "film": lambda: _("Films of %(strength)s"),
    "patch": lambda: _("Patches of %(strength)s"),
    "solution": lambda: _("Liquid of %(strength)s, in mL"),
}
CANNOT: dict[str, Callable[[], str]] = {
    "not_counted": lambda: _("Nobody has counted what is at home of: %(what)s."),
    "patch_day_unknown": lambda: _("Nobody has written down on which day the patch is changed."),
    "not_counted_alike": lambda: _("Two counts of this supply do not agree, so none is shown. Tell the support."),
}
GRANTED: dict[str, Callable[[], str]] = {
    "opened_bottle_keeps": lambda: _(
        "What is left in an opened bottle is counted as usable. How long it keeps is on its label."
    ),
    "patch_changed_on_assumed": lambda: _(
        "The last patch change is not known; the first step is taken as a day of change."
    ),
    "as_needed_as_taken": lambda: _("What is really taken as needed is counted; a day with more uses more."),
}


def label_of(key: UnitKey) -> str:
    """One strength, such as "Tablets of 15 mg"."""
    return LABELS[key.form]() % {"strength": f"{key.on_the_package} {key.unit}"}


def listed(keys: Iterable[UnitKey]) -> str:
    """Several strengths in one line."""
    return ", ".join(label_of(key) for key in keys)


def amount(count: Fraction, key: UnitKey) -> str:
    """A number of it; of a liquid with its mL."""
    return f"{decimal_text(count)} mL" if key.is_liquid else decimal_text(count)
