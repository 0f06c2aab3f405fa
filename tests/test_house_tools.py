"""The tools of the house: the disposable PostgreSQL, the browser search, the set-up, and what a skip means."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import find_browser, set_up, show_targets, with_postgres

ROOT = Path(__file__).resolve().parents[1]
CONNECT = "import os, psycopg; url = os.environ['GLIDEPATH_DATABASE_URL']; psycopg.connect(url); print(url)"

pytestmark = pytest.mark.house


def server_folder(url: str) -> Path:
    """The folder of a disposable server, from its address."""
    return Path(url.strip().partition("?host=")[2])


def test_a_disposable_postgres_takes_connections_and_leaves_nothing_behind() -> None:
    command = [sys.executable, "scripts/with_postgres.py", sys.executable, "-c", CONNECT]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert server_folder(done.stdout).name.startswith("gp-pg-") and not server_folder(done.stdout).exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_disposable_postgres_ends_with_its_command_when_told_to_stop(number: signal.Signals) -> None:
    stay = f"{CONNECT}; import sys, time; sys.stdout.flush(); time.sleep(60)"
    command = [sys.executable, "scripts/with_postgres.py", sys.executable, "-c", stay]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    running = subprocess.Popen(command, cwd=ROOT, preexec_fn=listen_to_ctrl_c, **pipes)
    folder = server_folder(running.stdout.readline() if running.stdout else "")
    assert (folder / "data" / "postmaster.pid").exists()
    running.send_signal(number)
    assert running.wait(60) != 0
    assert not folder.exists()


def listen_to_ctrl_c() -> None:
    """A test run started in the background ignores Ctrl-C, and its children would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_without_a_server_that_is_new_enough_the_answer_says_what_to_install(tmp_path: Path) -> None:
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.2'\n")
        (tmp_path / name).chmod(0o755)
    assert with_postgres.major_version(tmp_path) == 14
    with pytest.raises(SystemExit, match="install the package postgresql"):
        with_postgres.find_programs([tmp_path, tmp_path / "nothing"])


def test_a_named_browser_is_taken_and_one_that_is_not_there_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "chromium"
    monkeypatch.setenv("GLIDEPATH_BROWSER", str(browser))
    assert find_browser.find_browser() is None
    browser.touch()
    assert find_browser.find_browser() == str(browser)


def test_the_set_up_is_done_again_only_when_pins_or_packages_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "requirements").mkdir()
    pins, project = tmp_path / "requirements" / "test.txt", tmp_path / "pyproject.toml"
    pins.write_text("a==1\n")
    project.write_text('[project]\nname = "a"\n[tool.ruff]\nline-length = 100\n')
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    monkeypatch.setattr(set_up, "PROJECTS", (project,))
    before = set_up.stamp_text("test")
    project.write_text('[project]\nname = "a"\n[tool.ruff]\nline-length = 120\n')
    assert set_up.stamp_text("test") == before
    pins.write_text("a==2\n")
    assert set_up.stamp_text("test") != before


def test_every_target_of_the_makefile_explains_itself() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = next(line for line in text.splitlines() if line.startswith(".PHONY:")).split()[1:]
    assert sorted(name for name, _ in show_targets.targets(text)) == sorted(phony)


def run_small_suite(folder: Path, test: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one test file with this repository's own plugins and nothing else of it."""
    (folder / "test_small.py").write_text(test)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    only_on(vendor): x\n")
    known = {key: value for key, value in os.environ.items() if key not in {"CI", "GLIDEPATH_DATABASE_URL"}}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:django",
        "-p",
        "conftest",
        "-c",
        "pytest.ini",
        "--rootdir",
        ".",
    ]
    return subprocess.run(
        command, cwd=folder, env={**known, "PYTHONPATH": str(ROOT), **environment}, capture_output=True, text=True
    )


NEEDS_FILES = "def test_it(shared):\n    assert shared\n"


def test_missing_sample_files_are_a_loud_skip_on_a_users_machine_and_a_failure_in_ci(tmp_path: Path) -> None:
    missing = {"GLIDEPATH_SHARED": str(tmp_path / "none")}
    at_home = run_small_suite(tmp_path, NEEDS_FILES, **missing)
    in_ci = run_small_suite(tmp_path, NEEDS_FILES, CI="true", **missing)
    assert at_home.returncode == 0 and "!!! NOT RUN: " in at_home.stdout and "1 skipped" in at_home.stdout
    assert in_ci.returncode == 1 and "1 skipped" not in in_ci.stdout
    assert "SAMPLE FILES ARE MISSING" in in_ci.stdout


def test_a_test_for_one_database_is_left_out_on_the_other(tmp_path: Path) -> None:
    test = "import pytest\n@pytest.mark.only_on('postgresql')\ndef test_it(): ...\ndef test_both(): ...\n"
    on_sqlite = run_small_suite(tmp_path, test, CI="true")
    on_postgres = run_small_suite(tmp_path, test, CI="true", GLIDEPATH_DATABASE_URL="postgres://x@/y")
    assert "1 passed, 1 deselected" in on_sqlite.stdout
    assert "2 passed" in on_postgres.stdout
