"""The sentences of the rules on combinations of medicines in the reader's language, by the core's reason keys.

The frame of a sentence is translated like every text; what a combination may do stands in the core in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from glidepath_clinical.interactions import UnknownCombination, find_combination, in_language

PREFIX = "interactions."
WORDS = {
    "interactions.together": lambda: _("%(a)s with %(b)s: %(then)s"),
    "interactions.started": lambda: _("%(b)s started or raised, with %(a)s: %(then)s"),
    "interactions.stopped": lambda: _("%(b)s stopped or lowered while %(a)s goes on: %(then)s"),
    "interactions.stopped_alone": lambda: _("%(b)s stopped: %(then)s"),
    "interactions.graver": lambda: _("%(measured)s: %(then)s"),
    "interactions.hold": lambda: _("%(a)s and %(b)s change within %(days)s days: hold the step"),
    "interactions.not_recognised": lambda: _(
        "%(name)s is not recognised: no combination with it could be checked. A pharmacist says what it is."
    ),
}

FACTS = {
    "alcohol": lambda: _("whether the person drinks alcohol"),
    "tobacco": lambda: _("whether the person smokes"),
    "caffeine": lambda: _("whether the person takes caffeine"),
    "cannabis": lambda: _("whether the person uses cannabis or CBD"),
    "breastfeeding": lambda: _("whether the person breastfeeds"),
    "heart_disease": lambda: _("whether there is a disease of heart or vessels"),
    "heat_or_fever": lambda: _("whether there is fever or heat on the patch"),
    "headache": lambda: _("whether the person has headaches"),
    "egfr": lambda: _("kidney function (eGFR) of the last weeks"),
    "qtc": lambda: _("QTc time of the last weeks"),
    "systolic": lambda: _("upper blood pressure of today"),
    "diastolic": lambda: _("lower blood pressure of today"),
    "age": lambda: _("date of birth"),
    "medicines": lambda: _("the whole list of medicines"),
}


def missing_name(name: str) -> str:
    """What a combination lacked, in the reader's language; a medicine or form is named as it is written."""
    return FACTS[name]() if name in FACTS else name.partition(": ")[2] or name.replace("_", " ")


def sentence(key: str, values: Mapping[str, str]) -> str:
    """The words for a reason key of a combination; empty for one without words, or when a value is missing."""
    words = WORDS.get(key)
    shown = {**values, "then": in_language(values.get("then", ""), get_language() or "en")}
    try:
        return words() % shown if words else ""
    except KeyError:
        return ""


def title_of(row_id: str) -> str:
    """The title of a combination with its id, in the reader's language; empty for anything else."""
    try:
        row = find_combination(row_id)
    except UnknownCombination:
        return ""
    return f"{in_language(row.title, get_language() or 'en')} ({row.id})"
