"""Every check of the house can fail: each is shown one thing that it must find, and one that it must leave alone."""

from __future__ import annotations

import ast
from pathlib import Path

import polib
import pytest

from scripts.checks import (
    borrowed_models,
    catalogues,
    excuses,
    file_length,
    folder_names,
    foreign_keys,
    glossary,
    layers,
    left_words,
    purity,
    rules_listed,
)

pytestmark = pytest.mark.house


def write(root: Path, name: str, text: str) -> Path:
    """Put a file into a small tree made for one test."""
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return Path(name)


@pytest.mark.parametrize("name", ["glidepath/utils/dates.py", "glidepath/care/helpers.py", "glidepath/Base/x.py"])
def test_a_name_that_says_nothing_is_found(name: str) -> None:
    assert folder_names.problems([Path(name)])


def test_a_name_that_says_what_lies_in_it_is_left_alone() -> None:
    assert folder_names.problems([Path("glidepath/foundation/clock.py"), Path("glidepath/record/baseline.py")]) == []


def test_a_file_of_301_lines_is_too_long_and_one_of_300_is_not(tmp_path: Path) -> None:
    long, fine = write(tmp_path, "long.py", "x = 1\n" * 301), write(tmp_path, "fine.py", "x = 1\n" * 300)
    assert file_length.problems([long, fine], tmp_path) == ["long.py: 301 lines; at most 300"]


def test_vendored_files_may_be_long(tmp_path: Path) -> None:
    assert file_length.problems([write(tmp_path, "static/vendor/big.css", "a{}\n" * 900)], tmp_path) == []


@pytest.mark.parametrize(
    "word", ["https://py" + "pi.org/simple", "/ro" + "ot/x", "# TO" + "DO later", "/ho" + "me/ann/x"]
)
def test_a_word_that_must_not_be_left_is_found_with_its_line(tmp_path: Path, word: str) -> None:
    found = left_words.problems([write(tmp_path, "a.md", f"first\nsee {word} there\n")], tmp_path)
    assert len(found) == 1 and found[0].startswith("a.md:2:")


def test_ordinary_addresses_and_paths_are_left_alone(tmp_path: Path) -> None:
    text = "https://www.cdc.gov/x /var/lib/glidepath home/patients todos\n"
    assert left_words.problems([write(tmp_path, "a.md", text)], tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        "import os  # no" + "qa: F401\n",
        "x = y  # type" + ": ignore[misc]\n",
        "try:\n    go()\nexcept Exception:\n    pass\n",
        "try:\n    go()\nexcept:\n    pass\n",
        "@pytest.mark.skip\ndef test_x(): ...\n",
        "@pytest.mark.xfail(strict=True)\ndef test_x(): ...\n",
        "def go(): raise NotImplementedError\n",
    ],
)
def test_a_silence_without_a_reason_is_found(tmp_path: Path, text: str) -> None:
    assert len(excuses.problems([write(tmp_path, "a.py", text)], tmp_path)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "import os  # no" + "qa: F401  re-exported for the settings\n",
        "try:\n    go()\nexcept KeyError:\n    pass\n",
        "@pytest.mark.skip(reason='only where a clock can be set')\ndef test_x(): ...\n",
        "pytest.skip('no browser here')\n",
    ],
)
def test_a_silence_with_a_reason_is_left_alone(tmp_path: Path, text: str) -> None:
    assert excuses.problems([write(tmp_path, "a.py", text)], tmp_path) == []


def test_a_folder_without_a_word_and_a_word_without_a_folder_are_found(tmp_path: Path) -> None:
    write(tmp_path, "GLOSSARY.md", "## The record: `glidepath/record`\n| `plans` | x |\n| `ghosts` | x |\n")
    write(tmp_path, "glidepath/record/plans/models.py", "")
    write(tmp_path, "glidepath/record/secrets/models.py", "")
    assert glossary.problems(tmp_path) == [
        "glidepath/record/secrets: not in GLOSSARY.md",
        "GLOSSARY.md, glidepath/record: there is no 'ghosts'",
    ]


KNOWN = layers.ranks()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("glidepath.record.plans", "glidepath.care.tapering"),
        ("glidepath.record.patients", "glidepath.record.plans"),
        ("glidepath.record.plans", "glidepath.record.visits"),
        ("glidepath.care.checkins", "glidepath.care.escalation"),
        ("glidepath.foundation.audit", "glidepath.record.patients"),
        ("glidepath.nowhere", "glidepath.record.patients"),
    ],
)
def test_a_foreign_key_that_points_up_or_sideways_is_found(source: str, target: str) -> None:
    assert foreign_keys.problems([foreign_keys.Link(source, "Row.field", target)], KNOWN)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("glidepath.care.tapering", "glidepath.record.plans"),
        ("glidepath.record.plans", "glidepath.record.patients"),
        ("glidepath.record.patients", "glidepath.foundation.accounts"),
        ("glidepath.record.plans", "glidepath.record.plans"),
        ("glidepath.foundation.accounts", "django.contrib.auth"),
    ],
)
def test_a_foreign_key_that_points_down_is_left_alone(source: str, target: str) -> None:
    assert foreign_keys.problems([foreign_keys.Link(source, "Row.field", target)], KNOWN) == []


@pytest.mark.parametrize(
    "text",
    [
        "from glidepath.record.plans.models import Plan\nplans = Plan.objects.all()\n",
        "from glidepath.record.plans import models\nplans = models.Plan.objects.all()\n",
        "from glidepath.record.plans.models import Plan as P\nplan = P(version=2)\n",
    ],
)
def test_oversight_and_presenters_may_not_reach_into_the_tables_of_another_app(tmp_path: Path, text: str) -> None:
    board = write(tmp_path, "glidepath/oversight/team_board/queries.py", text)
    presenter = write(tmp_path, "glidepath/care/tapering/presenters.py", text)
    assert len(borrowed_models.problems([board, presenter], tmp_path)) == 2


def test_own_tables_annotations_the_queries_of_others_and_tests_are_left_alone(tmp_path: Path) -> None:
    reach = "import Plan\nplans = Plan.objects.all()\n"
    files = [
        write(tmp_path, "glidepath/care/consent/presenters.py", f"from glidepath.care.consent.models {reach}"),
        write(
            tmp_path, "glidepath/oversight/team_board/tests/test_x.py", f"from glidepath.record.plans.models {reach}"
        ),
        write(
            tmp_path,
            "glidepath/oversight/team_board/presenters.py",
            "from glidepath.record.plans.models import Plan\ndef title(plan: Plan) -> str: ...\n",
        ),
    ]
    assert borrowed_models.problems(files, tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        "import django\n",
        "def late():\n    from numpy import array\n",
        "import time\n",
        "from urllib.request import urlopen\n",
        "from datetime import date\nday = date.today()\n",
        "text = open('limits.json')\n",
        "from pathlib import Path\ntext = Path('limits.json').read_text()\n",
    ],
)
def test_a_core_that_needs_more_than_the_standard_library_or_reads_the_world_is_found(
    tmp_path: Path, text: str
) -> None:
    assert len(purity.problems([write(tmp_path, "clinical/glidepath_clinical/pace.py", text)], tmp_path)) == 1


def test_packaged_data_and_the_files_of_the_command_may_be_read(tmp_path: Path) -> None:
    data = "from importlib import resources\ntext = resources.files('x').joinpath('y.csv').read_text()\n"
    files = [
        write(tmp_path, "clinical/glidepath_clinical/medicines/table.py", data),
        write(tmp_path, "clinical/glidepath_clinical/cli/plan.py", "from pathlib import Path\nPath('x').read_text()\n"),
        write(tmp_path, "glidepath/foundation/clock/reading.py", "import time\n"),
    ]
    assert purity.problems(files, tmp_path) == []


GOOD_RULE = '"""Silence.\n\nWhen: x\nThen: y\n"""\nID = "good"\ndef check(picture, limits): ...\n'


def test_a_rule_that_is_listed_explained_and_specified_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "rules/good.py", GOOD_RULE)
    write(tmp_path, "pages/good.md", "| case |")
    write(tmp_path, "rules/wording.py", "def say(): ...\n")
    assert rules_listed.problems(tmp_path / "rules", tmp_path / "pages", ["good"]) == []


def test_a_rule_that_is_unlisted_unexplained_unspecified_or_leans_on_another_is_found(tmp_path: Path) -> None:
    write(tmp_path, "rules/good.py", GOOD_RULE)
    write(tmp_path, "rules/bad.py", "from . import good\nID: str = 'bad'\ndef check(picture, limits): ...\n")
    write(tmp_path, "pages/good.md", "| case |")
    found = rules_listed.problems(tmp_path / "rules", tmp_path / "pages", ["good", "gone"])
    assert found == [
        "gone: listed in RULES, but no file is such a rule",
        "bad: not in RULES, so it never runs",
        "bad: its first words do not say When: and Then:",
        "bad: no page of cases at specs/red_flags/bad.md",
        "bad: imports the rule good",
    ]


def make_catalogue(root: Path, spanish: str, *, compile_it: bool = True) -> Path:
    """One Spanish catalogue with one text."""
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(msgid="Today", msgstr=spanish))
    folder = root / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue.save(str(folder / "django.po"))
    if compile_it:
        catalogue.save_as_mofile(str(folder / "django.mo"))
    return root


def test_a_complete_and_compiled_catalogue_is_left_alone(tmp_path: Path) -> None:
    assert catalogues.problems(make_catalogue(tmp_path, "Hoy"), {(None, "Today")}) == []


def test_a_missing_an_untranslated_and_an_uncompiled_text_are_found(tmp_path: Path) -> None:
    untranslated = catalogues.problems(make_catalogue(tmp_path / "a", ""), {(None, "Today"), (None, "Plan")})
    assert untranslated == ["es: not in the catalogue: 'Plan'", "es: not translated: 'Today'"]
    uncompiled = catalogues.problems(make_catalogue(tmp_path / "b", "Hoy", compile_it=False), set())
    assert len(uncompiled) == 1 and "not compiled" in uncompiled[0]


def test_no_catalogue_at_all_is_found(tmp_path: Path) -> None:
    assert catalogues.problems(tmp_path, set())


def test_the_order_of_the_parts_is_read_from_the_import_contracts() -> None:
    order = [
        "foundation.audit",
        "record.sites",
        "record.plans",
        "care.checkins",
        "care.tapering",
        "oversight",
        "config",
    ]
    ranks = [layers.rank_of(f"glidepath.{name}", KNOWN) for name in order]
    assert ranks == sorted(ranks)


def test_a_swallowed_error_is_found_by_its_shape() -> None:
    handler = ast.parse("try:\n    go()\nexcept Exception as error:\n    tell(error)\n")
    assert list(excuses.in_syntax(handler)) == []
