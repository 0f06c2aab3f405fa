"""Every form of one plan read back and compared with what the engine said. The bench runs the same over many more."""

from __future__ import annotations

import json
from fractions import Fraction

from glidepath.interfaces.documents import files, paper
from glidepath.interfaces.documents.frozen_plan import FrozenPlan
from glidepath.interfaces.documents.tests import readers
from glidepath.interfaces.documents.tests.random_plans import AT, on_screen


def differences(frozen: FrozenPlan) -> list[str]:
    """The forms, but for paper, from which another dose comes out than the plan says."""
    said = readers.of_the_plan(frozen.plan.frozen)
    later = readers.of_the_plan(frozen.plan.frozen, from_step=1)
    digits, words = readers.from_text(files.pharmacy_text(frozen, AT))
    read = {
        "text, digits": (digits, said),
        "text, words": (words, said),
        "calendar en": (readers.from_calendar(files.calendar_file(frozen, "en", AT, True)), later),
        "calendar es": (readers.from_calendar(files.calendar_file(frozen, "es", AT, True)), later),
        "fhir": (readers.from_fhir(files.fhir_json(frozen, "en")), _put_on(frozen, said)),
        "json": (readers.of_the_plan(json.loads(files.whole_json(frozen))), said),
        "screen": (readers.from_html(on_screen(frozen)), said),
    }
    return [form for form, (found, wanted) in read.items() if found != wanted]


def differences_on_paper(frozen: FrozenPlan, language: str) -> list[str]:
    """The same for the PDF, by its words and by its digits."""
    said = readers.of_the_plan(frozen.plan.frozen)
    words, digits = readers.from_pdf(paper.plan_pdf(frozen, language, AT))
    return [form for form, found in (("pdf, words", words), ("pdf, digits", digits)) if found != said]


def _put_on(frozen: FrozenPlan, said: readers.Doses) -> readers.Doses:
    """FHIR gives a patch no time of day."""
    if frozen.plan.frozen["products"][0]["form"] != "patch":
        return said
    worn: dict[tuple[int, str], Fraction] = {}
    for (step, _time), amount in said.items():
        worn[step, "worn"] = worn.get((step, "worn"), Fraction(0)) + amount
    return worn
