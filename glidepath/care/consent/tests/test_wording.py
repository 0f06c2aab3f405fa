"""Consent texts: versioned, complete in each language, and never shown with a hole in them."""

from __future__ import annotations

import pytest

from glidepath.care.consent.wording import CURRENT, LANGUAGES, MissingText, consent_text, language_offered

VALUES = {"steps": "8", "daily": "225 mg", "today": "270 mg", "not_before": "January 11, 2027"}


@pytest.mark.hazard("HZ-51")
@pytest.mark.parametrize("kind", CURRENT)
def test_every_text_stands_in_every_language_with_the_same_number_of_points(kind: str) -> None:
    texts = [consent_text(kind, language, VALUES) for language in LANGUAGES]
    assert len({len(text.points) for text in texts}) == 1
    assert all(text.question.endswith("?") and len(text.points) >= 5 for text in texts)


@pytest.mark.parametrize("kind", CURRENT)
def test_no_text_is_shown_with_a_hole(kind: str) -> None:
    for language in LANGUAGES:
        assert "$" not in consent_text(kind, language, VALUES).shown


def test_a_value_that_is_missing_stops_the_page_instead_of_leaving_a_hole() -> None:
    with pytest.raises(KeyError, match="today"):
        consent_text("step", "en", {"daily": "225 mg", "not_before": "x"})


def test_a_language_without_a_text_is_refused_by_name_and_english_is_offered() -> None:
    with pytest.raises(MissingText, match="'fr'"):
        consent_text("plan", "fr", VALUES)
    assert (language_offered("fr"), language_offered("es-mx")) == ("en", "es")


def test_the_digest_changes_with_any_word() -> None:
    first = consent_text("step", "en", VALUES)
    second = consent_text("step", "en", {**VALUES, "daily": "210 mg"})
    assert first.digest != second.digest


def test_each_text_says_that_resting_is_normal_and_that_a_yes_can_be_taken_back() -> None:
    for kind in CURRENT:
        shown = consent_text(kind, "en", VALUES).shown
        assert "normal choice" in shown
        assert "take this yes back" in shown
