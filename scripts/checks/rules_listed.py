"""Every red-flag rule is listed, explains itself, has its page of cases, and stands on its own."""

from __future__ import annotations

import ast
from collections.abc import Collection
from pathlib import Path

from scripts.checks.tree import ROOT, end

RULES_FOLDER = ROOT / "clinical" / "glidepath_clinical" / "red_flags"
PAGES_FOLDER = ROOT / "clinical" / "specs" / "red_flags"


def rules_in(folder: Path) -> dict[str, ast.Module]:
    """Modules that are a rule: they have an ID and a `check`."""
    found = {}
    for file in sorted(folder.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        if {"ID", "check"} <= set().union(*map(names_given_by, tree.body)):
            found[file.stem] = tree
    return found


def names_given_by(node: ast.stmt) -> set[str]:
    """The names that one statement of a module makes."""
    if isinstance(node, ast.FunctionDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def siblings_of(tree: ast.Module) -> set[str]:
    """Modules of the same folder that this one imports."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.level or "red_flags" in (node.module or "")):
            found |= {(node.module or "").rpartition(".")[2], *(alias.name for alias in node.names)}
    return found


def problems(folder: Path, pages: Path, listed: Collection[str]) -> list[str]:
    """What each rule lacks; `listed` holds the names of the modules in RULES."""
    rules = rules_in(folder)
    found = [f"{name}: listed in RULES, but no file is such a rule" for name in sorted(set(listed) - set(rules))]
    for name, tree in rules.items():
        text = ast.get_docstring(tree) or ""
        if name not in listed:
            found.append(f"{name}: not in RULES, so it never runs")
        if "When:" not in text or "Then:" not in text:
            found.append(f"{name}: its first words do not say When: and Then:")
        if not (pages / f"{name}.md").is_file():
            found.append(f"{name}: no page of cases at specs/red_flags/{name}.md")
        found += [f"{name}: imports the rule {other}" for other in sorted(siblings_of(tree) & set(rules) - {name})]
    return found


def listed_rules() -> list[str]:
    """Names of the modules in the core's RULES."""
    from glidepath_clinical.red_flags import RULES

    return [str(rule.__name__).rpartition(".")[2] for rule in RULES]


if __name__ == "__main__":
    end(problems(RULES_FOLDER, PAGES_FOLDER, listed_rules()))
