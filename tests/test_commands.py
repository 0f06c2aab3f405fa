"""The command `glidepath`: what it understands, what it refuses, and that it needs no database where none is needed."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from glidepath.config import commands
from glidepath.config.commands.serve import is_taken

pytestmark = pytest.mark.house

ROOT = Path(__file__).resolve().parents[1]


def glidepath(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in its own process, with nothing in the environment but what is given."""
    known = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(
        [sys.executable, "-m", "glidepath", *words], cwd=ROOT, env=known, capture_output=True, text=True, timeout=60
    )


def on(database: Path) -> dict[str, str]:
    """An environment that is enough to run."""
    return {
        "GLIDEPATH_SECRET_KEY": "x" * 50,
        "GLIDEPATH_AUDIT_KEY": "y" * 50,
        "GLIDEPATH_DATABASE_URL": f"sqlite:///{database}",
        "GLIDEPATH_DATA_DIR": str(database.parent),
        "GLIDEPATH_PLAIN_HTTP": "1",
    }


def test_without_a_command_it_lists_the_commands() -> None:
    done = glidepath()
    assert done.returncode == 2 and "COMMAND" in done.stderr
    told = glidepath("--help").stdout
    assert all(name in told for name in commands.COMMANDS)


def test_a_missing_secret_is_named_in_one_line_instead_of_a_traceback() -> None:
    done = glidepath("migrate", "--check")
    assert done.returncode == 2
    assert "GLIDEPATH_SECRET_KEY" in done.stderr and "Traceback" not in done.stderr


def test_mme_needs_no_settings_and_no_database(tmp_path: Path) -> None:
    done = glidepath("mme", str(tmp_path / "nothing.json"), "--json")
    assert done.returncode == 2
    assert "nothing.json" in done.stdout + done.stderr and "GLIDEPATH" not in done.stderr


def test_serve_refuses_a_database_without_its_tables_and_says_what_to_do(tmp_path: Path) -> None:
    done = glidepath("serve", "--port", "0", **on(tmp_path / "new.sqlite3"))
    assert done.returncode == 1 and "glidepath migrate" in done.stderr


def test_migrate_makes_the_tables_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    database = tmp_path / "inside" / "new.sqlite3"
    assert glidepath("migrate", "--check", **on(database)).returncode == 1
    assert glidepath("migrate", **on(database)).returncode == 0
    assert glidepath("migrate", "--check", **on(database)).stdout == ""
    assert "No migrations to apply" in glidepath("migrate", **on(database)).stdout


def test_import_says_which_file_it_cannot_read_and_which_clinics_there_are(tmp_path: Path) -> None:
    database = on(tmp_path / "new.sqlite3")
    glidepath("migrate", **database)
    done = glidepath("import", "missing.json", **database)
    assert done.returncode == 2 and "--site" in done.stderr and "Traceback" not in done.stderr


def test_audit_verify_tells_how_much_it_checked(tmp_path: Path) -> None:
    database = on(tmp_path / "new.sqlite3")
    glidepath("migrate", **database)
    done = glidepath("audit", "verify", **database)
    assert done.returncode == 0 and "0 events" in done.stdout


def test_a_taken_port_is_seen() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert is_taken("127.0.0.1", listener.getsockname()[1])
    assert not is_taken("127.0.0.1", 0)


def test_words_after_a_command_that_passes_on_reach_it_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    module = ModuleType("probe")
    module.HELP, module.NEEDS_SETTINGS, module.PASSES_ON = "probe", False, True  # type: ignore[attr-defined]  a made-up module
    module.run = lambda words: heard.extend(words) or 7  # type: ignore[attr-defined]  as above
    monkeypatch.setitem(sys.modules, "probe", module)
    assert commands.run(["probe", "--json", "a", "-x"], {"probe": "probe"}) == 7
    assert heard == ["--json", "a", "-x"]


@pytest.mark.parametrize("name", sorted(commands.COMMANDS))
def test_every_command_explains_itself(name: str) -> None:
    module = __import__(commands.COMMANDS[name], fromlist=["HELP"])
    assert module.HELP and isinstance(module.NEEDS_SETTINGS, bool)
    if not commands.passes_on(module):
        module.register(argparse.ArgumentParser())
