"""Withdrawal, flare, mood or hyperalgesia? Explanations ranked by what is known, for clinicians; never a diagnosis."""

from .course import FACTS, WORDS, Course, CourseError, Direction
from .explaining import Explained, Explanation, Level, Line, explain
from .signs import SIGNS, Sign
from .timing import Timing, known_medicines, timing_of
from .words import table, words_of

__all__ = [
    "FACTS",
    "SIGNS",
    "WORDS",
    "Course",
    "CourseError",
    "Direction",
    "Explained",
    "Explanation",
    "Level",
    "Line",
    "Sign",
    "Timing",
    "explain",
    "known_medicines",
    "table",
    "timing_of",
    "words_of",
]
