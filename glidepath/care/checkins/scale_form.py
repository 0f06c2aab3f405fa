"""The form of one validated scale, made from its definition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from glidepath.care.checkins.forms import DECLINE, NOT_RATED, RATHER_NOT, SentForm
from glidepath.care.checkins.scale_pages import SUICIDE_ITEMS, Question, ScalePage


class ScaleForm(SentForm):
    """One field for each item. A declined item stays unanswered, and then there is no total."""

    def __init__(self, *args: Any, page: ScalePage, **more: Any) -> None:
        super().__init__(*args, **more)
        self.page = page
        for question in page.questions:
            self.fields[question.code] = _field(question, page.by_clinician)

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing, except after a yes to the question about suicide."""
        given = super().clean() or {}
        if not self._cannot_wait(given):
            not_asked = self._skipped(given) | self._undecided(given)
            for number, question in enumerate(self.page.questions, start=1):
                if question.code in given and not given[question.code] and question.code not in not_asked:
                    words = _("Question %(number)s: choose an answer, or “I would rather not say”.")
                    self.add_error(question.code, words % {"number": number})
        return given

    def _cannot_wait(self, given: dict[str, Any]) -> bool:
        return any(given.get(code) in ("1", "2", "3") for code in SUICIDE_ITEMS)

    def _skipped(self, given: dict[str, Any]) -> set[str]:
        """The items that an answer above makes needless; what stands in them is not sent."""
        skips = [skip for skip in self.page.skips if given.get(skip.item) == str(skip.value)]
        return {code for skip in skips for code in skip.items}

    def _undecided(self, given: dict[str, Any]) -> set[str]:
        """The items behind a question that was declined: nobody knows whether they are to be asked."""
        return {code for skip in self.page.skips if given.get(skip.item) == DECLINE for code in skip.items}

    def answers(self) -> dict[str, int | None]:
        """Item code to number, None where the person would rather not say; an item left empty is not in it."""
        skipped = self._skipped(self.cleaned_data)
        asked = [question.code for question in self.page.questions if question.code not in skipped]
        given = {code: self.cleaned_data.get(code) for code in asked}
        return {code: None if text == DECLINE else int(text) for code, text in given.items() if text}

    def rows(self) -> list[tuple[Question, forms.BoundField, str]]:
        """Each question with its field, in order, and the item whose answer decides whether it is asked."""
        decides = {code: skip.item for skip in self.page.skips for code in skip.items}
        return [(one, self[one.code], decides.get(one.code, "")) for one in self.page.questions]


def _field(question: Question, rated: bool) -> forms.ChoiceField:
    """A clinician sees the points of each answer, and says "could not be rated" where a person would rather not say."""
    answers = [(str(number), f"{number} · {words}" if rated else words) for number, words in question.answers]
    choices = [*answers, (DECLINE, NOT_RATED if rated else RATHER_NOT)]
    return forms.ChoiceField(label=question.words, choices=choices, widget=forms.RadioSelect, required=False)
