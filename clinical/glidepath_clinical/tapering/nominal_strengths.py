"""Patches that deliver more than is printed on them: a step that lowers only the printed rate is told as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Final

from glidepath_clinical.medicines import Product
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.course import Course, CourseStep

_NOTED: Final = re.compile(r"the ([\d.]+) patch is .* \(nominal ([\d.]+)\)")


def nominal_strengths(product: Product) -> Mapping[Fraction, Fraction]:
    """What is printed on a patch to what the label says it delivers, where the formulary notes that they differ."""
    return {Fraction(printed): Fraction(nominal) for printed, nominal in _NOTED.findall(product.note)}


def nominal_words(course: Course) -> Iterator[str]:
    """What a plan says about such patches, and about each step that is no reduction by what they deliver."""
    name, nominal = course.supply.product.name, nominal_strengths(course.supply.product)
    steps = (course.present, *course.steps)
    worn = {strength for step in steps for _, _, packed in step.doses for strength, _ in packed}
    for printed in sorted(nominal.keys() & worn):
        delivers = decimal_text(nominal[printed])
        yield f"{name}: the patch marked {decimal_text(printed)} mcg/h delivers nominally {delivers}."
    for before, step in pairwise(steps):
        was, becomes = _delivered(before, nominal), _delivered(step, nominal)
        if becomes >= was:
            yield (
                f"{name}: from {decimal_text(before.daily)} to {decimal_text(step.daily)} mcg/h lowers what is "
                f"printed; delivered are {decimal_text(was)}, then {decimal_text(becomes)}: "
                "this step is no real reduction."
            )


def _delivered(step: CourseStep, nominal: Mapping[Fraction, Fraction]) -> Fraction:
    units = [unit for _, _, packed in step.doses for unit in packed]
    return sum((count * nominal.get(strength, strength) for strength, count in units), Fraction(0))
