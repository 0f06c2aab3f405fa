"""Answer lists that several scales share, with their LOINC answer codes."""

from __future__ import annotations

from typing import Final

from .scale import Answer

_ELEVEN_CODES: Final = (
    "LA6111-4", "LA6112-2", "LA6113-0", "LA6114-8", "LA6115-5", "LA10137-0",
    "LA10138-8", "LA10139-6", "LA10140-4", "LA10141-2", "LA13942-0",
)  # fmt: skip

# Seen in the wild for "More than half the days": accept it on import, never emit it.
ALSO_ACCEPTED: Final = {"LA18938-3": "LA6570-1"}


def zero_to_ten(
    lowest: str, highest: str, lowest_es: str | None = None, highest_es: str | None = None
) -> tuple[Answer, ...]:
    """0 to 10, where only the ends carry words."""
    ends = {0: (lowest, lowest_es), 10: (highest, highest_es)}
    return tuple(_numbered(value, code, ends.get(value)) for value, code in enumerate(_ELEVEN_CODES))


def _numbered(value: int, code: str, end: tuple[str, str | None] | None) -> Answer:
    if end is None:
        return Answer(value, code, {"en": str(value), "es": str(value)})
    english, spanish = end
    return Answer(value, code, {"en": f"{value} {english}", "es": f"{value} {spanish}" if spanish else None})


def how_often(none_es: str) -> tuple[Answer, ...]:
    """Not at all to nearly every day, 0 to 3; the Spanish sets of PHQ and GAD differ in the word for 0."""
    return (
        Answer(0, "LA6568-5", {"en": "Not at all", "es": none_es}),
        Answer(1, "LA6569-3", {"en": "Several days", "es": "Varios días"}),
        Answer(2, "LA6570-1", {"en": "More than half the days", "es": "Más de la mitad de los días"}),
        Answer(3, "LA6571-9", {"en": "Nearly every day", "es": "Casi todos los días"}),
    )


DIFFICULTY: Final = (
    Answer(0, "LA6572-7", {"en": "Not difficult at all", "es": None}),
    Answer(1, "LA6573-5", {"en": "Somewhat difficult", "es": None}),
    Answer(2, "LA6574-3", {"en": "Very difficult", "es": None}),
    Answer(3, "LA6575-0", {"en": "Extremely difficult", "es": None}),
)
