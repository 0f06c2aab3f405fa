"""Words of crisis in free text.

When: somebody writes words of suicide or self-harm, in English or Spanish, and does not deny them: ORANGE. The words
      tell of an act or a plan, or no suicide-risk screen was finished within 10 minutes after them: RED.
Then: the crisis page at once; the screen now; RED: a person stays in contact. A caregiver's words count as a warning,
      never as the person's own answer.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture, Reading
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import by_a_person, by_the_person, current, points
from .conclusion import Criterion, conclude
from .crisis_text import crisis_phrase

ID: Final = "crisis_words"
DOMAIN: Final = "suicide risk"
NEEDS: Final = ()
READS: Final = ("free_texts", "suicide_screen")
LIMITS: Final = ("suicide_screen_minutes", "daily_answer_valid_hours")
CITES: Final = ("crisis-words", "phq-9", "cssrs", "negex-2001", "glidepath-monitoring")
ABOUT: Final = AboutRule(
    purpose="to bring words of suicide or self-harm in any free text to a person at once",
    output=(Urgency.RED, Urgency.ORANGE),
    limits=(
        "A list of phrases understands nothing: it misses other words, spelling mistakes and other languages, and it "
        "speaks for words about somebody else. No words clear nobody; the rule replaces no question."
    ),
    fairness=(
        "Only English and Spanish are known, the Spanish list from memory. Dialects and the words of younger people "
        "are found less often."
    ),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """Nothing written is no missing answer, so this rule is never unanswerable."""
    met = []
    for text in picture.free_texts:
        if current(by_a_person(text), picture.as_of, limits.daily_answer_valid_hours) is not None:
            met += _in_text(picture, text, limits)
    return conclude(ID, DOMAIN, CITES, met, ())


def _in_text(picture: PatientPicture, text: Reading, limits: Limits) -> list[Criterion]:
    said = crisis_phrase(str(text.value))
    if said is None:
        return []
    if said.act:
        return [Criterion(Urgency.RED, "act", {"words": said.phrase}, (text,))]
    thought = Criterion(Urgency.ORANGE, "thought", {"words": said.phrase}, (text,))
    return [thought, *_without_screen(picture, text, limits)]


def _without_screen(picture: PatientPicture, text: Reading, limits: Limits) -> list[Criterion]:
    screen = by_the_person(picture.suicide_screen)
    finished = screen is not None and screen.at >= text.at
    if finished or picture.as_of - text.at < timedelta(minutes=float(limits.suicide_screen_minutes)):
        return []
    return [Criterion(Urgency.RED, "screen_overdue", {"minutes": points(limits.suicide_screen_minutes)}, (text,))]
