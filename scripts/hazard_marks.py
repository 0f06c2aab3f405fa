"""Which tests say that they prove which hazard: `@pytest.mark.hazard("HZ-nn")`, read from the syntax."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("clinical/tests", "glidepath", "tests", "journeys")


def proofs(root: Path) -> dict[str, list[str]]:
    """For each hazard the tests that carry its mark, as file::name."""
    found: dict[str, list[str]] = {}
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("test_*.py")):
            for hazard, name in marks_in(ast.parse(file.read_text(encoding="utf-8"))):
                found.setdefault(hazard, []).append(f"{file.relative_to(root)}::{name}")
    return found


def marks_in(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each (hazard, test) of one file; marks on a module or a class count for all tests in it."""
    yield from marks_of(tree.body, module_marks(tree), "")


def marks_of(body: list[ast.stmt], outer: set[str], prefix: str) -> Iterator[tuple[str, str]]:
    """Walk functions and classes that pytest collects; one that is left out proves nothing."""
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test") and not left_out(node):
            yield from marks_of(node.body, outer | own_marks(node.decorator_list), f"{node.name}::")
        elif is_test(node) and not left_out(node):
            yield from ((hazard, prefix + node.name) for hazard in sorted(outer | own_marks(node.decorator_list)))


def is_test(node: ast.stmt) -> bool:
    """Whether pytest collects it as a test function."""
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test")


def own_marks(decorators: list[ast.expr]) -> set[str]:
    """Hazards named by these decorators."""
    return {
        argument.value
        for mark in decorators
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr == "hazard"
        for argument in mark.args
        if isinstance(argument, ast.Constant)
    }


def module_marks(tree: ast.Module) -> set[str]:
    """Hazards in the module's `pytestmark`."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            many = isinstance(node.value, ast.List | ast.Tuple)
            found |= own_marks(node.value.elts if many else [node.value])
    return found


def left_out(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a decorator skips it or expects it to fail."""
    return any(word in ast.unparse(mark) for mark in node.decorator_list for word in (".skip", ".xfail"))
