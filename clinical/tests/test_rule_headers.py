"""Every rule opens with When and Then, names what it uses, and stands in the explicit list."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from glidepath_clinical import cadence, consent_rules, red_flags
from glidepath_clinical.evidence import cite
from glidepath_clinical.interactions import COMBINATIONS
from glidepath_clinical.picture import FIELD_WORDS
from glidepath_clinical.protocol import Limits
from glidepath_clinical.red_flags import RULES, Rule, header
from glidepath_clinical.scales import SCALES

FOLDER = Path(red_flags.__file__).parent


def rule_files() -> dict[str, Path]:
    """Files that are rules: those that define a function `check` at the top level."""
    trees = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.py")}
    named = {stem for stem, tree in trees.items() if any(getattr(node, "name", "") == "check" for node in tree.body)}
    return {stem: FOLDER / f"{stem}.py" for stem in named}


def test_every_rule_file_is_in_the_explicit_list_under_its_own_name() -> None:
    assert {rule.ID for rule in RULES} == set(rule_files())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ID)
def test_every_rule_says_when_and_then(rule: Rule) -> None:
    said = header(rule)
    assert said.title.endswith(".")
    assert said.when and said.then


def test_a_docstring_without_when_or_then_is_refused() -> None:
    class Silent:
        """A rule that explains nothing."""

        ID = "silent"

    with pytest.raises(ValueError, match="silent needs a title"):
        header(Silent)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ID)
def test_every_rule_uses_only_known_answers_and_limits(rule: Rule) -> None:
    assert set(rule.NEEDS) <= set(FIELD_WORDS)
    assert set(rule.LIMITS) <= set(Limits.names())
    assert rule.CITES, "a rule without a source"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ID)
def test_a_rule_reads_just_the_limits_that_it_names(rule: Rule) -> None:
    tree = ast.parse(rule_files()[rule.ID].read_text(encoding="utf-8"))
    read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & set(Limits.names())
    assert read == set(rule.LIMITS)


def limits_of_cadence() -> set[str]:
    """The limits that say when people are asked."""
    folder = Path(cadence.__file__).parent
    return {name for file in folder.glob("*.py") for name in re.findall(r"\blimits\.(\w+)", file.read_text("utf-8"))}


def test_every_limit_is_read_by_some_rule_or_says_when_people_are_asked() -> None:
    by_flags = {name for rule in RULES for name in rule.LIMITS}
    by_combinations = {name for row in COMBINATIONS for name in row.limits}
    assert by_flags | by_combinations | limits_of_cadence() == set(Limits.names())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ID)
def test_a_rule_reads_just_the_answers_that_it_names(rule: Rule) -> None:
    tree = ast.parse(rule_files()[rule.ID].read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    read = {node.attr for node in nodes if node.value.id == "picture"} - {"as_of", "today"}
    assert read == set(rule.READS)


def test_every_answer_is_read_by_some_rule() -> None:
    assert {name for rule in RULES for name in rule.READS} == set(FIELD_WORDS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ID)
def test_no_rule_imports_another(rule: Rule) -> None:
    tree = ast.parse(rule_files()[rule.ID].read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level == 1}
    assert not imported & set(rule_files())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ID)
def test_no_rule_compares_with_a_number_of_its_own(rule: Rule) -> None:
    tree = ast.parse(rule_files()[rule.ID].read_text(encoding="utf-8"))
    compared = [part for node in ast.walk(tree) if isinstance(node, ast.Compare) for part in ast.walk(node)]
    numbers = {part.value for part in compared if isinstance(part, ast.Constant) and type(part.value) in (int, float)}
    assert numbers <= {0}, "a threshold belongs into protocol"


def test_everything_that_is_cited_can_be_looked_up() -> None:
    by_rules = {key for rule in RULES for key in rule.CITES}
    by_limits = {limit.cite for limit in Limits().describe()}
    by_scales = {key for scale in SCALES for key in scale.cites}
    for key in by_rules | by_limits | by_scales | set(consent_rules.agreement.CITES):
        assert cite(key).title


def test_the_consent_rule_says_when_and_then() -> None:
    words = (consent_rules.agreement.__doc__ or "").splitlines()
    assert any(line.startswith("When: ") for line in words)
    assert any(line.startswith("Then: ") for line in words)
