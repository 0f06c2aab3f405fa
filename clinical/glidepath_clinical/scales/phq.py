"""PHQ-9 and PHQ-2: depressive symptoms over the last two weeks. Item 9 is the question about suicide."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from .answer_lists import DIFFICULTY, how_often
from .scale import Band, Item, Licence, Scale, Scoring

_OFTEN = how_often("Ningún día")
_STEM = {
    "en": "Over the last 2 weeks, how often have you been bothered by any of the following problems?",
    "es": "Durante las últimas 2 semanas, ¿qué tan seguido ha tenido molestias debido a los siguientes problemas?",
}
_ITEMS: Final = (
    ("44250-9", "Little interest or pleasure in doing things", "Poco interés o placer en hacer cosas"),
    (
        "44255-8",
        "Feeling down, depressed, or hopeless",
        "Se ha sentido decaído(a), deprimido(a) o sin esperanzas",
    ),
    (
        "44259-0",
        "Trouble falling or staying asleep, or sleeping too much",
        "Ha tenido dificultad para quedarse o permanecer dormido(a), o ha dormido demasiado",
    ),
    ("44254-1", "Feeling tired or having little energy", "Se ha sentido cansado(a) o con poca energía"),
    ("44251-7", "Poor appetite or overeating", "Sin apetito o ha comido en exceso"),
    (
        "44258-2",
        "Feeling bad about yourself - or that you are a failure or have let yourself or your family down",
        "Se ha sentido mal con usted mismo(a) – o que es un fracaso o que ha quedado mal con usted mismo(a) "
        "o con su familia",
    ),
    (
        "44252-5",
        "Trouble concentrating on things, such as reading the newspaper or watching television",
        "Ha tenido dificultad para concentrarse en ciertas actividades, tales como leer el periódico "
        "o ver la televisión",
    ),
    (
        "44253-3",
        "Moving or speaking so slowly that other people could have noticed. Or the opposite - being so fidgety or "
        "restless that you have been moving around a lot more than usual",
        "¿Se ha movido o hablado tan lento que otras personas podrían haberlo notado? o lo contrario – muy "
        "inquieto(a) o agitado(a) que ha estado moviéndose mucho más de lo normal",
    ),
    (
        "44260-8",
        "Thoughts that you would be better off dead, or of hurting yourself in some way",
        "Pensamientos de que estaría mejor muerto(a) o de lastimarse de alguna manera",
    ),
)
_LICENCE: Final = Licence(
    "Spitzer, Williams, Kroenke and colleagues, with an educational grant from Pfizer Inc.",
    "no permission required to reproduce, translate, display or distribute",
    "M",
)
_SPANISH: Final = {
    "es": "Spanish wording of the publisher's set, seen identical in several public copies; "
    "not yet compared with the publisher's own file (mark M)"
}


def _item(scale: str, number: int) -> Item:
    loinc, english, spanish = _ITEMS[number - 1]
    return Item(f"{scale}_{number}", {"en": english, "es": spanish}, loinc, _OFTEN)


PHQ9: Final = Scale(
    id="phq9",
    title="PHQ-9 (Patient Health Questionnaire-9)",
    stem=_STEM,
    items=tuple(_item("phq9", number) for number in range(1, 10)),
    recall="last 2 weeks",
    scoring=Scoring.SUM,
    highest=27,
    bands=(
        Band(Fraction(0), "minimal", "M"),
        Band(Fraction(5), "mild", "M"),
        Band(Fraction(10), "moderate", "M"),
        Band(Fraction(15), "moderately severe", "M"),
        Band(Fraction(20), "severe", "S"),
    ),
    licence=_LICENCE,
    loinc_panel="44249-1",
    loinc_total="44261-6",
    source="item wording and codes as in LOINC panel 44249-1",
    mark="S",
    completed_by="patient",
    unscored=(
        Item(
            "phq9_difficulty",
            {
                "en": "If you checked off any problems, how difficult have these problems made it for you to do your "
                "work, take care of things at home, or get along with other people?",
                "es": None,
            },
            "69722-7",
            DIFFICULTY,
        ),
    ),
    cites=("phq-9",),
    translations=_SPANISH,
)

PHQ9_SUICIDE_ITEM: Final = "phq9_9"

PHQ2: Final = Scale(
    id="phq2",
    title="PHQ-2 (Patient Health Questionnaire-2)",
    stem=_STEM,
    items=tuple(_item("phq2", number) for number in (1, 2)),
    recall="last 2 weeks",
    scoring=Scoring.SUM,
    highest=6,
    bands=(Band(Fraction(0), "below the cut-off", "M"), Band(Fraction(3), "positive: ask the PHQ-9", "M")),
    licence=_LICENCE,
    loinc_panel="55757-9",
    loinc_total="55758-7",
    source="the first two items of the PHQ-9",
    mark="S",
    completed_by="patient",
    cites=("phq-2",),
    translations=_SPANISH,
)
