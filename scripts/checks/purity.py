"""The clinical core needs the standard library alone, and reads no clock, no disk and no network.

Its command may read the files it is given; packaged data comes through importlib.resources.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.checks.tree import ROOT, end, project_files

CORE = Path("clinical/glidepath_clinical")
OUTSIDE_WORLD = {
    "asyncio", "ftplib", "http", "multiprocessing", "os", "random", "secrets", "shutil", "smtplib", "socket",
    "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib", "webbrowser",
}  # fmt: skip
# uuid5 is a hash of what it is given; the other kinds read the clock or throw dice.
CLOCK_READS = {"now", "today", "utcnow", "uuid1", "uuid4"}
DISK = {"read_text", "read_bytes", "write_text", "write_bytes"}


def problems(files: Iterable[Path], root: Path = ROOT) -> list[str]:
    """Each import and each call that a pure core has no use for."""
    found = []
    for file in files:
        if file.suffix == ".py" and file.is_relative_to(CORE):
            tree = ast.parse((root / file).read_text(encoding="utf-8"))
            found += [f"{file}:{line}: {what}" for line, what in impure(tree, is_command="cli" in file.parts)]
    return found


def impure(tree: ast.AST, *, is_command: bool) -> Iterator[tuple[int, str]]:
    """What one file does beyond computing."""
    packaged = any("importlib" in name for _, name in imported(tree))
    for line, name in imported(tree):
        top = name.partition(".")[0]
        if top != "glidepath_clinical" and top not in sys.stdlib_module_names:
            yield line, f"imports {name}, which is not in the standard library"
        elif top in OUTSIDE_WORLD and not is_command:
            yield line, f"imports {name}: clock, chance, disk or network"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and not is_command:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
            if called in CLOCK_READS or called == "open" or (called in DISK and not packaged):
                yield node.lineno, f"calls {called}()"


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of each absolute import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, node.module or ""


if __name__ == "__main__":
    end(problems(project_files()))
