"""Run the whole suite, part by part: `run_tests.py [part ...]`, all parts when none is named.

clinical   the core's tests, once, in an environment without Django
sqlite     the product's tests and the house's own
postgres   the product's tests again, on a PostgreSQL server that lives only as long
journeys   real Chromium against a running server
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import clinical_environment
import find_browser
from with_postgres import disposable_postgres, end_in_order

ROOT = Path(__file__).resolve().parents[1]
PYTEST = str(ROOT / ".venv" / "bin" / "pytest")
PRODUCT = ["glidepath", "tests"]
SPREAD = ["-n", "2", "--dist", "loadfile"]
NO_TESTS = 5  # pytest's exit code when it collected nothing


def run_pytest(command: list[str], **environment: str) -> int:
    """Run one pytest in its own process, with a data folder that goes away with it."""
    with tempfile.TemporaryDirectory(prefix="gp-tests-") as folder:
        known = {**os.environ, "GLIDEPATH_DATA_DIR": folder, **environment}
        known.pop("DJANGO_SETTINGS_MODULE", None)
        return subprocess.run(command, cwd=ROOT, env=known, check=False).returncode


def clinical() -> int:
    """The core alone: only its wheel, pytest and Hypothesis can be imported."""
    python = clinical_environment.make(ROOT / ".venv" / "clinical")
    suite = ["-p", "no:cacheprovider", "-c", "clinical/pyproject.toml", "--rootdir", "clinical", "clinical/tests"]
    command = [str(python), "-P", "-m", "pytest", "-p", "loud_skips", *suite, *SPREAD]
    return run_pytest(command, PYTHONPATH=str(ROOT / "scripts"))


def sqlite() -> int:
    """The product on its default database."""
    return run_pytest([PYTEST, *PRODUCT, *SPREAD], GLIDEPATH_DATABASE_URL="sqlite:///var/test.sqlite3")


def postgres() -> int:
    """The product on PostgreSQL; what needs no database has run already."""
    with disposable_postgres() as url:
        return run_pytest([PYTEST, *PRODUCT, *SPREAD, "-m", "not house"], GLIDEPATH_DATABASE_URL=url)


def journeys() -> int:
    """The stories in a browser. Without one they say so loudly; in CI that is a failure."""
    if find_browser.find_browser() is None:
        find_browser.install()
    return run_pytest([PYTEST, "journeys"], GLIDEPATH_DATABASE_URL="sqlite:///var/test.sqlite3")


PARTS: Mapping[str, Callable[[], int]] = {
    "clinical": clinical,
    "sqlite": sqlite,
    "postgres": postgres,
    "journeys": journeys,
}


def main(names: list[str]) -> int:
    """Run the parts in order, all of them even after a failure, and say how each went."""
    unknown = set(names) - set(PARTS)
    if unknown:
        sys.exit(f"No such part: {', '.join(sorted(unknown))}. Parts: {', '.join(PARTS)}")
    signal.signal(signal.SIGTERM, end_in_order)
    outcomes = {}
    for name in names or list(PARTS):
        print(f"\n=== {name}: {' '.join((PARTS[name].__doc__ or '').split())}", flush=True)
        began = time.monotonic()
        code = PARTS[name]()
        outcomes[name] = (code, time.monotonic() - began)
    for name, (code, seconds) in outcomes.items():
        print(f"{'ok    ' if code == 0 else 'FAILED'} {name:10} {seconds:6.0f} s", flush=True)
    return max(code for code, _ in outcomes.values())


if __name__ == "__main__":
    os.chdir(ROOT)
    shutil.rmtree(ROOT / "artefacts" / "journeys", ignore_errors=True)
    sys.exit(main(sys.argv[1:]))
