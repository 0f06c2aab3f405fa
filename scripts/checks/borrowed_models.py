"""Pages never reach into another app's tables: oversight and presenters ask that app's queries.

They may name another app's row in an annotation and read what a query handed them; they may not fetch or
make one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.checks.tree import ROOT, end, python_files

MANAGERS = {"objects", "_default_manager", "_base_manager"}


def must_ask(file: Path) -> bool:
    """Oversight as a whole, and every presenter; tests may look anywhere."""
    if file.parts[0] != "glidepath" or "tests" in file.parts:
        return False
    return file.parts[1] == "oversight" or file.stem == "presenters" or "presenters" in file.parts


def borrowed(tree: ast.AST, own_app: str) -> dict[str, str]:
    """Names in this file that stand for a model, or the models, of another app."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("glidepath."):
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                if ".models" in f"{full}." and not full.startswith(f"{own_app}."):
                    found[alias.asname or alias.name] = full
    return found


def reached(tree: ast.AST, names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Each place that fetches or makes a row of one of these: `X.objects`, `models.X.objects`, `X(...)`."""
    known = set(names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and root_name(node) in known:
            yield node.lineno, root_name(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in known:
            yield node.lineno, node.func.id


def root_name(node: ast.expr) -> str:
    """The first name of a dotted expression."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def problems(files: Iterable[Path], root: Path = ROOT) -> list[str]:
    """Each reach into another app's tables."""
    found = []
    for file in filter(must_ask, files):
        tree = ast.parse((root / file).read_text(encoding="utf-8"))
        names = borrowed(tree, ".".join(file.parts[:3]))
        found += [
            f"{file}:{line}: reaches into {names[name]}; ask that app's queries instead"
            for line, name in reached(tree, names)
        ]
    return found


if __name__ == "__main__":
    end(problems(python_files()))
