"""Whoever silences a tool or leaves a test out says why; nobody swallows every error in silence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.checks.tree import ROOT, end, python_files

# After the codes there must be words, for example "the apps must be loaded first".
SILENCED = re.compile(r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w, -]+\])?)(?P<why>.*)")
LEFT_OUT = {"skip", "xfail", "skipif"}


def problems(files: Iterable[Path], root: Path = ROOT) -> list[str]:
    """Each silence without a reason: file, line, what it is."""
    found = []
    for file in files:
        text = (root / file).read_text(encoding="utf-8")
        lines = text.splitlines()
        for number, (before, line) in enumerate(zip(["", *lines], lines, strict=False), start=1):
            match = SILENCED.search(line)
            if match and not gives_a_reason(match["why"], before) and "re.compile" not in line:
                found.append(f"{file}:{number}: a silenced tool without a reason behind it")
        found += [f"{file}:{line}: {what}" for line, what in in_syntax(ast.parse(text))]
    return found


def gives_a_reason(words: str, line_before: str) -> bool:
    """Two words behind the silence, or a comment on the line before it."""
    return len(words.strip(" -:#").split()) >= 2 or line_before.lstrip().startswith("# ")


def in_syntax(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """What only the syntax tree shows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and swallows_everything(node):
            yield node.lineno, "every error is swallowed in silence"
        if isinstance(node, ast.Name) and node.id == "NotImplementedError":
            yield node.lineno, "something is not built"
        if isinstance(node, ast.Call) and leaves_a_test_out(node.func) and not has_words(node):
            yield node.lineno, "a test is left out without a reason"
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            for mark in node.decorator_list:
                if not isinstance(mark, ast.Call) and leaves_a_test_out(mark):
                    yield mark.lineno, "a test is left out without a reason"


def swallows_everything(handler: ast.ExceptHandler) -> bool:
    """`except:` or `except Exception:` around nothing but `pass`."""
    caught = handler.type.id if isinstance(handler.type, ast.Name) else None
    broad = handler.type is None or caught in {"Exception", "BaseException"}
    return broad and all(isinstance(line, ast.Pass) for line in handler.body)


def leaves_a_test_out(called: ast.expr) -> bool:
    """`pytest.skip`, `pytest.mark.xfail` and their like."""
    names = set()
    while isinstance(called, ast.Attribute):
        names.add(called.attr)
        called = called.value
    return bool(names & LEFT_OUT) and isinstance(called, ast.Name) and called.id == "pytest"


def has_words(call: ast.Call) -> bool:
    """A text among the arguments, or a `reason`."""
    return any(keyword.arg == "reason" for keyword in call.keywords) or any(
        isinstance(value, ast.Constant | ast.JoinedStr) for value in call.args
    )


if __name__ == "__main__":
    end(problems(python_files()))
