"""Pages never reach into another app's tables: oversight and presenters ask that app's queries."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.checks.tree import ROOT, end, python_files


def must_ask(file: Path) -> bool:
    """Oversight as a whole, and every presenter; tests may look anywhere."""
    if file.parts[0] != "glidepath" or "tests" in file.parts:
        return False
    return file.parts[1] == "oversight" or file.stem == "presenters" or "presenters" in file.parts


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of each thing imported from an absolute module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)


def problems(files: Iterable[Path], root: Path = ROOT) -> list[str]:
    """Each import of another app's models."""
    found = []
    for file in filter(must_ask, files):
        own_app = ".".join(file.parts[:3])
        for line, name in imported(ast.parse((root / file).read_text(encoding="utf-8"))):
            if name.startswith("glidepath.") and ".models" in f"{name}." and not name.startswith(f"{own_app}."):
                found.append(f"{file}:{line}: {name}; ask that app's queries instead")
    return found


if __name__ == "__main__":
    end(problems(python_files()))
