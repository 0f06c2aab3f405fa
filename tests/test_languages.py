"""The catalogues: every text in Spanish with the same values, compiled, in one voice; dates as each is written."""

from __future__ import annotations

import datetime as dt
import re
from importlib import import_module
from pathlib import Path

import polib
import pytest
from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format, get_format, number_format
from glidepath_clinical.tapering.forms.rendered import TIMES as TIMES_ON_PAPER

from glidepath.care.consent.wording import FOLDER as CONSENT_TEXTS
from glidepath.care.education.lessons import FOLDER as LESSON_TEXTS
from glidepath.foundation.pieces.dose_rows import TIMES
from scripts.checks.catalogues import LOCALES, problems
from scripts.messages import texts_of

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ROOT / "glidepath"
SPANISH = LOCALES / "es" / "LC_MESSAGES" / "django.po"
VALUE = re.compile(r"%\(\w+\)\d*[a-z]|%%|\{\w+\}|<[^>]+>")
# A clinic of strangers says usted. Each of these words is of the other form.
FAMILIAR = re.compile(r"\b(tú|tus?|ti|contigo|puedes|tienes|quieres|sabes|debes|eres|estás|tomas)\b", re.IGNORECASE)
SHAMING = re.compile(
    r"\b(addict\w*|abus\w*|clean|compliant|failed|failure|adict[oa]s?|abuso|limpi[oa]s?|fracas\w*|culpable)\b",
    re.IGNORECASE,
)
NAMED_FORMAT = re.compile(r"""\|(?:date|time):"([^"]+)"|date_format\([^)]*?,\s*["']([^"']+)["']""")
MARCH = dt.datetime(2027, 3, 9, 14, 5, tzinfo=dt.UTC)


def entries() -> list[polib.POEntry]:
    """Every text of the Spanish catalogue."""
    return list(polib.pofile(str(SPANISH)))


def pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Each English form with its Spanish one."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid, entry.msgstr_plural.get(0, "")), (entry.msgid_plural, entry.msgstr_plural.get(1, ""))]


@pytest.mark.house
def test_every_text_of_the_product_is_in_the_catalogues_translated_and_compiled() -> None:
    wanted = {(entry.msgctxt, entry.msgid) for entry in texts_of(PRODUCT)}
    assert len(wanted) > 1000
    assert problems(LOCALES, wanted) == []


def test_no_translation_is_a_guess_and_every_plural_is_given() -> None:
    guessed = [entry.msgid for entry in entries() if "fuzzy" in entry.flags or entry.obsolete]
    without = [entry.msgid for entry in entries() if not all(spanish.strip() for _, spanish in pairs(entry))]
    assert (guessed, without) == ([], [])


def test_a_translation_holds_exactly_the_values_of_its_text() -> None:
    wrong = [
        (english, spanish)
        for entry in entries()
        for english, spanish in pairs(entry)
        if sorted(VALUE.findall(english)) != sorted(VALUE.findall(spanish))
    ]
    assert wrong == []


def test_a_translation_begins_and_ends_as_its_text_does() -> None:
    """A blank at an edge joins two texts on the page; a full stop closes a sentence."""
    wrong = [
        (english, spanish)
        for entry in entries()
        for english, spanish in pairs(entry)
        if (english[:1] == " ") != (spanish[:1] == " ") or (english[-1] in " .:?" and english[-1] != spanish[-1:])
    ]
    assert wrong == []


def test_spanish_says_usted_and_neither_language_shames() -> None:
    texts = [text for entry in entries() for pair in pairs(entry) for text in pair]
    files = [*CONSENT_TEXTS.rglob("*.md"), *LESSON_TEXTS.rglob("*.json")]
    read = [file.read_text(encoding="utf-8") for file in files]
    spanish = [text for entry in entries() for _, text in pairs(entry)]
    spanish += [file.read_text(encoding="utf-8") for file in ROOT.glob("glidepath/care/*/texts/*/*.es.*")]
    assert [text for text in spanish if FAMILIAR.search(text)] == []
    assert [text for text in texts + read if SHAMING.search(text.replace('"key": "failed"', ""))] == []


def test_spanish_questions_and_calls_open_with_their_mark() -> None:
    texts = [spanish for entry in entries() for _, spanish in pairs(entry)]
    assert [text for text in texts if text.count("?") != text.count("¿") or text.count("!") != text.count("¡")] == []


def formats_of(language: str) -> dict[str, object]:
    """The named formats of a language."""
    module = import_module(f"glidepath.config.formats.{language}.formats")
    return {name: value for name, value in vars(module).items() if name.isupper()}


def test_every_language_names_the_same_formats() -> None:
    names = {language: set(formats_of(language)) for language, _ in settings.LANGUAGES}
    assert names["es"] == names["en"]


def test_pages_take_their_dates_from_the_named_formats_alone() -> None:
    files = [file for end in ("*.html", "*.py") for file in PRODUCT.rglob(end) if "tests" not in file.parts]
    used = {a or b for file in files for a, b in NAMED_FORMAT.findall(file.read_text(encoding="utf-8"))}
    assert "WEEKDAY_FORMAT" in used
    # A zone's short name, and a weekday with a time of 24 hours, are the same pattern in both languages.
    assert used - set(formats_of("en")) - {"T", "H:i T", "D H:i"} == set()


@pytest.mark.parametrize(
    ("language", "name", "written"),
    [
        ("en", "DATE_FORMAT", "March 9, 2027"),
        ("es", "DATE_FORMAT", "9 de marzo de 2027"),
        ("en", "WEEKDAY_FORMAT", "Tuesday, March 9"),
        ("es", "WEEKDAY_FORMAT", "martes 9 de marzo"),
        ("en", "WEEKDAY_TIME_FORMAT", "Tuesday, March 9, 2:05 p.m."),
        ("es", "WEEKDAY_TIME_FORMAT", "martes 9 de marzo, 2:05 p.m."),
        ("en", "SHORT_DAY_TIME_FORMAT", "Mar 9, 14:05"),
        ("es", "SHORT_DAY_TIME_FORMAT", "9 mar, 14:05"),
        ("en", "SHORT_MONTH_FORMAT", "Mar 2027"),
        ("es", "SHORT_MONTH_FORMAT", "mar 2027"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(language: str, name: str, written: str) -> None:
    with translation.override(language):
        assert date_format(MARCH, name) == written


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_time_of_day_has_one_name_on_pages_and_on_paper(language: str) -> None:
    with translation.override(language):
        on_pages = {time: str(name) for time, (_icon, name) in TIMES.items()}
    assert on_pages == TIMES_ON_PAPER[language]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_decimal_number_has_a_point_in_every_language_and_no_mark_means_two_things(language: str) -> None:
    with translation.override(language):
        assert number_format("22.5") == "22.5"
        assert get_format("THOUSAND_SEPARATOR") != get_format("DECIMAL_SEPARATOR")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_date_field_shows_and_takes_the_form_that_browsers_send(language: str) -> None:
    class Dated(forms.Form):
        on = forms.DateField(initial=dt.date(2027, 3, 9))

    with translation.override(language):
        assert 'value="2027-03-09"' in str(Dated()["on"])
        assert Dated({"on": "2027-03-09"}).is_valid()
        assert not Dated({"on": "09/03/2027"}).is_valid()
