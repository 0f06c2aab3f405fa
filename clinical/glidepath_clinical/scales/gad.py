"""GAD-7 and GAD-2: anxiety over the last two weeks."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from .answer_lists import how_often
from .scale import Band, Item, Licence, Scale, Scoring

_OFTEN = how_often("Nunca")
_STEM = {
    "en": "Over the last 2 weeks, how often have you been bothered by the following problems?",
    "es": "Durante las últimas 2 semanas, ¿con qué frecuencia ha sentido molestias por los siguientes problemas?",
}
_ITEMS: Final = (
    (
        "69725-0",
        "Feeling nervous, anxious or on edge",
        "Sentirse nervioso/a, intranquilo/a o con los nervios de punta",
    ),
    (
        "68509-9",
        "Not being able to stop or control worrying",
        "No poder dejar de preocuparse o no poder controlar la preocupación",
    ),
    ("69733-4", "Worrying too much about different things", "Preocuparse demasiado por diferentes cosas"),
    ("69734-2", "Trouble relaxing", "Dificultad para relajarse"),
    (
        "69735-9",
        "Being so restless that it is hard to sit still",
        "Estar tan inquieto/a que es difícil permanecer sentado/a tranquilamente",
    ),
    # The LOINC component of this code says "last 4W"; it is the code that implementers use for this item.
    ("69689-8", "Becoming easily annoyed or irritable", "Molestarse o ponerse irritable fácilmente"),
    (
        "69736-7",
        "Feeling afraid as if something awful might happen",
        "Sentir miedo como si algo terrible pudiera pasar",
    ),
)
_LICENCE: Final = Licence(
    "Spitzer, Williams, Kroenke and colleagues, with an educational grant from Pfizer Inc.",
    "no permission required to reproduce, translate, display or distribute",
    "M",
)
_SPANISH: Final = {
    "es": "Spanish wording of the publisher's set, items seen identical in several public copies; "
    "not yet compared with the publisher's own file (mark M)"
}


def _item(scale: str, number: int) -> Item:
    loinc, english, spanish = _ITEMS[number - 1]
    return Item(f"{scale}_{number}", {"en": english, "es": spanish}, loinc, _OFTEN)


GAD7: Final = Scale(
    id="gad7",
    title="GAD-7 (Generalized Anxiety Disorder-7)",
    stem=_STEM,
    items=tuple(_item("gad7", number) for number in range(1, 8)),
    recall="last 2 weeks",
    scoring=Scoring.SUM,
    highest=21,
    bands=(
        Band(Fraction(0), "minimal", "M"),
        Band(Fraction(5), "mild", "M"),
        Band(Fraction(10), "moderate", "S"),
        Band(Fraction(15), "severe", "M"),
    ),
    licence=_LICENCE,
    loinc_panel="69737-5",
    loinc_total="70274-6",
    source="item wording and codes as in LOINC panel 69737-5",
    mark="S",
    completed_by="patient",
    cites=("gad-7",),
    translations=_SPANISH,
)

GAD2: Final = Scale(
    id="gad2",
    title="GAD-2 (Generalized Anxiety Disorder-2)",
    stem=_STEM,
    items=tuple(_item("gad2", number) for number in (1, 2)),
    recall="last 2 weeks",
    scoring=Scoring.SUM,
    highest=6,
    bands=(Band(Fraction(0), "below the cut-off", "M"), Band(Fraction(3), "positive: ask the GAD-7", "M")),
    licence=_LICENCE,
    loinc_panel=None,
    loinc_total=None,
    source="the first two items of the GAD-7; no verified LOINC code for panel and total",
    mark="S",
    completed_by="patient",
    cites=("gad-7",),
    translations=_SPANISH,
)
