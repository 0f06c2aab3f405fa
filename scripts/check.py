"""Run every check of the house: `check.py [name ...]`, all when none is named. Exit 1 on any problem."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")


def own(name: str) -> Sequence[str]:
    """The command of a check that lies in scripts/checks."""
    return (PYTHON, "-m", f"scripts.checks.{name}")


CHECKS: Mapping[str, Sequence[str]] = {
    "style": (str(BIN / "ruff"), "check", "--quiet", "."),
    "types": (str(BIN / "mypy"), "--strict", "--no-error-summary", "clinical/glidepath_clinical"),
    "imports": (str(BIN / "lint-imports"), "--no-cache"),
    "migrations": (PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"),
    "catalogues": own("catalogues"),
    "foreign keys": own("foreign_keys"),
    "glossary": own("glossary"),
    "purity": own("purity"),
    "rules listed": own("rules_listed"),
    "borrowed models": own("borrowed_models"),
    "folder names": own("folder_names"),
    "file length": own("file_length"),
    "reference": (PYTHON, "scripts/write_reference.py", "--check"),
    "left words": own("left_words"),
    "excuses": own("excuses"),
}


def environment(folder: str) -> dict[str, str]:
    """Settings with an empty database in a folder that goes away."""
    return {
        "DJANGO_SETTINGS_MODULE": "glidepath.config.settings_test",
        "GLIDEPATH_DATABASE_URL": f"sqlite:///{folder}/empty.sqlite3",
        "GLIDEPATH_DATA_DIR": folder,
        "PYTHONPATH": str(ROOT),
    }


def run(name: str) -> bool:
    """Run one check, show its words when it found something, and say whether it passed."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gp-check-") as folder:
        known = {**os.environ, **environment(folder)}
        done = subprocess.run(CHECKS[name], cwd=ROOT, env=known, capture_output=True, text=True, check=False)
    passed = done.returncode == 0
    print(f"{'ok    ' if passed else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    if not passed:
        print("\n".join(f"       {line}" for line in (done.stdout + done.stderr).strip().splitlines()), flush=True)
    return passed


def main(names: Sequence[str]) -> int:
    """Run the checks in order, all of them even after a failure."""
    unknown = set(names) - set(CHECKS)
    if unknown:
        sys.exit(f"No such check: {', '.join(sorted(unknown))}. Checks: {', '.join(CHECKS)}")
    failed = [name for name in names or CHECKS if not run(name)]
    print(f"{len(names or CHECKS) - len(failed)} checks passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
