"""A whole plan in plain words, English or Spanish: number words, never "1.5" alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glidepath_clinical.tapering.forms.rendered import TIMES, RenderedStep, day_in_words, doses_of, rendered_steps

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Plan for {medicines}",
        "now": "Now",
        "step": "Step {number}",
        "from_to": "from {first} to {last}",
        "from": "from {first} on",
        "to": "until {last}",
        "one_day": "on {first}",
        "hold": "The dose stays as it is until a clinician goes on.",
        "wear": "Worn for {hours} hours, then changed.",
        "nothing": "{medicine}: nothing is taken any more.",
        "warning": "Taking an earlier, higher dose again can be deadly. Ask before you change anything.",
        "certificate": "This is not a prescription.",
    },
    "es": {
        "title": "Plan para {medicines}",
        "now": "Ahora",
        "step": "Paso {number}",
        "from_to": "del {first} al {last}",
        "from": "desde el {first}",
        "to": "hasta el {last}",
        "one_day": "el {first}",
        "hold": "La dosis sigue igual hasta que un profesional decida seguir.",
        "wear": "Se lleva {hours} horas y luego se cambia.",
        "nothing": "{medicine}: ya no se toma nada.",
        "warning": "Volver a tomar una dosis anterior más alta puede ser mortal. Pregunte antes de cambiar algo.",
        "certificate": "Esto no es una receta.",
    },
}


def plan_words(document: Mapping[str, Any], language: str) -> str:
    """The plan as lines of text. Raises `NoCertificate`, and ValueError for another language."""
    steps = rendered_steps(document, language)
    words = WORDS[language]
    medicines = ", ".join(product["product"] for product in document["products"])
    lines = [words["title"].format(medicines=medicines), ""]
    for step in steps:
        lines += [*step_lines(step, language), ""]
    return "\n".join([*lines, words["warning"], words["certificate"]]) + "\n"


def step_lines(step: RenderedStep, language: str) -> list[str]:
    """The heading of a step and one line per dose."""
    return [heading(step, language), *dose_lines(step, language)]


def heading(step: RenderedStep, language: str) -> str:
    """Number and dates of a step."""
    words = WORDS[language]
    name = words["now"] if step.number == 0 else words["step"].format(number=step.number)
    return ", ".join(filter(None, (name, _dates(step, language))))


def _dates(step: RenderedStep, language: str) -> str:
    first = day_in_words(step.starts_on, language) if step.starts_on else ""
    last = day_in_words(step.ends_on, language) if step.ends_on else ""
    if first and first == last:
        name = "one_day"
    else:
        name = {(True, True): "from_to", (True, False): "from", (False, True): "to"}.get((bool(first), bool(last)), "")
    return WORDS[language][name].format(first=first, last=last) if name else ""


def dose_lines(step: RenderedStep, language: str) -> Iterator[str]:
    """One line for each dose, under the medicine's name where there are several."""
    for medicine in step.medicines:
        doses = doses_of(step, medicine)
        if not doses:
            yield WORDS[language]["nothing"].format(medicine=medicine["product"])
            continue
        if len(step.medicines) > 1:
            yield f"{medicine['product']}:"
        for dose in doses:
            yield f"{TIMES[language][dose.time_of_day]}: {dose.words}."
        if medicine["product"] in step.wear_hours:
            yield WORDS[language]["wear"].format(hours=step.wear_hours[medicine["product"]])
    if step.phase == "hold":
        yield WORDS[language]["hold"]
