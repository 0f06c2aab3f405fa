"""Every row of every Markdown table in clinical/specs/red_flags and consent_rules is a test."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest
from glidepath_clinical.consent_rules import ChangeKind, DoseChange, agreement_needed
from glidepath_clinical.findings import Evaluation
from glidepath_clinical.picture import FIELD_WORDS, NEVER, Never, PatientPicture, Reading
from glidepath_clinical.picture.field_kinds import DATE_LISTS, DATES, DATES_OR_NEVER, SERIES, YES_NO
from glidepath_clinical.protocol import Limits
from glidepath_clinical.red_flags import REASONS, RULES, Rule, evaluate, header
from glidepath_clinical.scales import SCALES, Scale

SPECS = Path(__file__).parents[1] / "specs"
AS_OF = datetime(2027, 3, 15, 8, 30, tzinfo=timezone(timedelta(hours=-5)))
TODAY = AS_OF.date()
UNITS = {"min": "minutes", "h": "hours", "day": "days", "days": "days"}
RATED_BY = {
    "cows_latest": "clinician",
    "pregnant": "clinician",
    "takes_clonidine_or_tizanidine": "clinician",
    "review_missed": "clinician",
    "step_pending": "clinician",
    "steps_daily": "device",
    "sleep_hours_daily": "device",
}
EXPECTED = ("-", "RED", "ORANGE", "YELLOW", "unanswerable", "ORANGE + unanswerable", "YELLOW + unanswerable")


class PageError(ValueError):
    """A page that cannot be run as it stands."""


@dataclass(frozen=True)
class Row:
    """One case: the page and line it stands on, and its cells by column."""

    page: str
    line: int
    cells: dict[str, str]


def rows_of(page: str, text: str) -> list[Row]:
    """The rows of all tables that begin with a `case` column; other tables are only read by people."""
    rows, columns, ruled = [], None, False
    for line, content in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in content.strip().strip("|").split("|")] if content.startswith("|") else []
        if not cells:
            columns = None
        elif columns is None:
            columns, ruled = cells, True
        elif ruled:
            ruled = False
        elif columns[0] == "case":
            if len(cells) != len(columns):
                raise PageError(f"{page} line {line}: {len(cells)} cells under {len(columns)} columns")
            rows.append(Row(page, line, dict(zip(columns, cells, strict=True))))
    if not rows:
        raise PageError(f"{page} has no rows")
    return rows


def check_page(rule: Rule, text: str) -> list[Row]:
    """The page's rows. Raises PageError when the page does not carry the rule's header or lacks cases."""
    rows, said = rows_of(rule.ID, text), header(rule)
    for words in (f"# {rule.ID}: {said.title}\n", f"\nWhen: {said.when}\n", f"\nThen: {said.then}\n"):
        if words not in text:
            raise PageError(f"{rule.ID}: the page does not say {words.strip()!r}")
    if rule.NEEDS and not any("unanswerable" in row.cells["expect"] for row in rows):
        raise PageError(f"{rule.ID} needs {rule.NEEDS}, but no row is unanswerable")
    return rows


def day_of(cell: str) -> date | Never:
    if cell == "never":
        return NEVER
    if cell == "today":
        return TODAY
    said = re.fullmatch(r"(\d+) days? ago|in (\d+) days?", cell)
    if said is None:
        raise PageError(f"not a day: {cell!r}")
    return TODAY - timedelta(days=int(said[1])) if said[1] else TODAY + timedelta(days=int(said[2]))


def reading_of(name: str, cell: str) -> Reading:
    value, *more = [part.strip() for part in cell.split(",")]
    at, informant = AS_OF, RATED_BY.get(name, "patient")
    for part in more:
        age = re.fullmatch(r"(-?\d+) (min|h|days?) ago", part)
        if age:
            at = AS_OF - timedelta(**{UNITS[age[2]]: int(age[1])})
        elif part.startswith("by "):
            informant = part.removeprefix("by ")
        else:
            raise PageError(f"not understood: {part!r}")
    return Reading(value_of(name, value), at.date(), at, informant, ref=name)


def value_of(name: str, value: str) -> Fraction | bool | str:
    if name == "suicide_screen":
        return value
    if name in YES_NO:
        return {"yes": True, "no": False}[value]
    return Fraction(value)


def texts_of(cell: str) -> tuple[Reading, ...]:
    said = re.fullmatch(r"(?P<text>.+?)(?: \[(?P<more>.+)\])?", cell)
    if said is None:
        raise PageError(f"not a text: {cell!r}")
    about = reading_of("fall", f"no, {said['more']}" if said["more"] else "no")
    return (replace(about, value=said["text"], ref="free_texts"),)


def series_of(name: str, cell: str) -> tuple[Reading, ...]:
    values: list[str] = []
    for part in cell.split():
        value, _, times = part.partition("x")
        values.extend([value] * int(times or 1))
    days = [(back, value) for back, value in enumerate(reversed(values)) if value != "."]
    return tuple(reading_of(name, f"{value}, {back} days ago") for back, value in days)


def answered_of(cell: str) -> tuple[date, ...]:
    spans = [(part.split("-")[0], part.split("-")[-1]) for part in cell.split()]
    return tuple(TODAY - timedelta(days=back) for first, last in spans for back in range(int(first), int(last) + 1))


def picture_of(row: Row) -> PatientPicture:
    """The row as a picture. An empty cell is not known; an unknown column is an error."""
    page_says = {"silence": {"expected_check_ins_since": "60 days ago"}}.get(row.page, {})
    known: dict[str, object] = {}
    for name, cell in {**page_says, **row.cells}.items():
        if name in ("case", "expect") or name.startswith("limit "):
            continue
        if name not in FIELD_WORDS:
            raise PageError(f"{row.page}: unknown column {name!r}")
        if cell:
            known[name] = field_of(name, cell)
    return PatientPicture(as_of=AS_OF, today=TODAY, **known)  # type: ignore[arg-type]  # names checked above


def field_of(name: str, cell: str) -> object:
    if name in DATE_LISTS:
        return answered_of(cell)
    if name == "free_texts":
        return texts_of(cell)
    if name in SERIES:
        return series_of(name, cell)
    return day_of(cell) if name in (*DATES, *DATES_OR_NEVER) else reading_of(name, cell)


def limits_of(row: Row) -> Limits:
    own = {name.removeprefix("limit "): cell for name, cell in row.cells.items() if name.startswith("limit ")}
    return Limits().with_overrides(own)


def said_by(evaluation: Evaluation) -> str:
    """The outcome in the words of the `expect` column."""
    said = [finding.urgency.value for finding in evaluation.found]
    said += ["unanswerable"] * len(evaluation.unanswerable) + [failed.error for failed in evaluation.failed]
    return " + ".join(said) or "-"


def page_text(rule: Rule) -> str:
    return (SPECS / "red_flags" / f"{rule.ID}.md").read_text(encoding="utf-8")


def red_flag_rows() -> list[object]:
    pages = [(rule, row) for rule in RULES for row in check_page(rule, page_text(rule))]
    return [pytest.param(rule, row, id=f"{rule.ID}:{row.line}") for rule, row in pages]


@pytest.mark.parametrize(("rule", "row"), red_flag_rows())
def test_each_row_of_each_page_gives_what_it_expects(rule: Rule, row: Row) -> None:
    assert row.cells["expect"] in EXPECTED, f"{row.page} line {row.line}"
    outcome = said_by(evaluate(picture_of(row), limits_of(row), rules=(rule,)))
    assert outcome == row.cells["expect"], f"{row.page} line {row.line}: {row.cells['case']}"


def test_the_pages_show_every_sentence_that_a_rule_can_say() -> None:
    pages = [(rule, row) for rule in RULES for row in rows_of(rule.ID, page_text(rule))]
    evaluations = [evaluate(picture_of(row), limits_of(row), rules=(rule,)) for rule, row in pages]
    facts = {fact.reason_key for one in evaluations for finding in one.found for fact in finding.facts}
    assert facts == set(REASONS)


def agreement_rows() -> list[Row]:
    text = (SPECS / "consent_rules" / "agreement_needed.md").read_text(encoding="utf-8")
    return rows_of("agreement_needed", text)


@pytest.mark.parametrize("row", agreement_rows(), ids=lambda row: f"line {row.line}")
def test_each_change_of_a_dose_needs_the_agreements_on_the_page(row: Row) -> None:
    cells = dict(row.cells)
    case, needed, hours = cells.pop("case"), cells.pop("needed"), cells.pop("review_within_hours", "")
    kind, framework = ChangeKind(cells.pop("kind")), cells.pop("framework")
    agreements = agreement_needed(DoseChange(kind, framework, **{name: cell == "yes" for name, cell in cells.items()}))
    assert set(agreements.names()) == set(needed.replace("-", "").replace(" ", "").split(",")) - {""}, case
    assert agreements.review_within_hours == (int(hours) if hours else None), case


def test_every_kind_of_change_has_a_row() -> None:
    assert {row.cells["kind"] for row in agreement_rows()} == {kind.value for kind in ChangeKind}


def scale_text(scale: Scale) -> str:
    return (SPECS / "scales" / f"{scale.id}.md").read_text(encoding="utf-8")


def scale_rows() -> list[object]:
    pages = [(scale, row) for scale in SCALES for row in rows_of(scale.id, scale_text(scale))]
    return [pytest.param(scale, row, id=f"{scale.id}:{row.line}") for scale, row in pages]


@pytest.mark.parametrize(("scale", "row"), scale_rows())
def test_each_row_of_each_scale_page_scores_as_it_says(scale: Scale, row: Row) -> None:
    given = row.cells["answers"].split() or ["."] * len(scale.items)
    answers = {item.code: int(cell) for item, cell in zip(scale.items, given, strict=True) if cell != "."}
    result = scale.score(answers)
    assert str(result.total if result.total is not None else "-") == row.cells["total"], row.cells["case"]
    assert (result.band.name if result.band else "-") == row.cells["band"], row.cells["case"]


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.id)
def test_each_scale_page_shows_the_items_as_they_are_asked(scale: Scale) -> None:
    for item in scale.items:
        permitted = " ".join(str(answer.value) for answer in item.answers)
        assert (
            f"| {item.code} | {item.loinc or 'none'} | {permitted} | {item.text['en'] or 'not loaded'} |"
            in scale_text(scale)
        )


def test_every_scale_has_a_page_and_every_page_a_scale() -> None:
    assert {page.stem for page in (SPECS / "scales").glob("*.md")} == {scale.id for scale in SCALES}


def test_every_page_belongs_to_a_rule_and_every_rule_has_a_page() -> None:
    pages = {page.stem for page in (SPECS / "red_flags").glob("*.md")} - {"README"}
    assert pages == {rule.ID for rule in RULES}


def test_a_page_with_an_unknown_column_fails() -> None:
    row = Row("withdrawal_crisis", 1, {"case": "typo", "cows_lastest": "25", "expect": "RED"})
    with pytest.raises(PageError, match="unknown column 'cows_lastest'"):
        picture_of(row)


def test_a_page_without_rows_fails() -> None:
    with pytest.raises(PageError, match="no rows"):
        rows_of("empty", "# empty\n\n| case | expect |\n|---|---|\n")


def test_a_row_with_a_cell_too_few_fails() -> None:
    with pytest.raises(PageError, match="1 cells under 2 columns"):
        rows_of("short", "| case | expect |\n|---|---|\n| only the case |\n")


def test_a_page_without_an_unanswerable_row_fails() -> None:
    text = page_text(RULES[0]).replace("unanswerable", "-")
    with pytest.raises(PageError, match="no row is unanswerable"):
        check_page(RULES[0], text)


def test_a_page_that_words_the_rule_differently_fails() -> None:
    text = page_text(RULES[0]).replace("When: anybody", "When: somebody")
    with pytest.raises(PageError, match="does not say"):
        check_page(RULES[0], text)
