"""`glidepath demo` as a newcomer runs it: a taken port, a second start, Ctrl-C and kill -9 leave nothing broken."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = [pytest.mark.crash, pytest.mark.house]
PATIENCE = 180.0


def command(folder: Path, *words: str) -> subprocess.Popen[str]:
    """The demo in a folder of its own, as a process of its own."""
    env = {**os.environ, "GLIDEPATH_DEMO_DIR": str(folder), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "glidepath", "demo", "--patients", "1", *words],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=listen_to_ctrl_c,
    )


def listen_to_ctrl_c() -> None:
    """A test run started in the background ignores Ctrl-C, and its children would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"waited too long until {what}"
        time.sleep(0.1)


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """What the demo prints, up to and with these words."""
    lines = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    raise AssertionError("the demo ended early:\n" + "".join(lines))


@contextmanager
def running(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = command(folder, *words)
    try:
        yield process, read_until(process, "Leave with Ctrl-C")
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def children_of(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children]


def is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    try:
        return state.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo that has been played once."""
    made = tmp_path_factory.mktemp("demo")
    played = command(made, "--play-only")
    out, _ = played.communicate(timeout=PATIENCE)
    assert played.returncode == 0, out
    return made


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as mine:
        mine.bind(("127.0.0.1", 0))
        mine.listen()
        yield mine.getsockname()[1]


def test_a_taken_port_a_second_start_and_ctrl_c(folder: Path, taken_port: int) -> None:
    with running(folder, "--port", str(taken_port)) as (process, told):
        assert f"Port {taken_port} is taken" in told
        link = re.search(r"nurse coordinator: \S+ \S+\s+(http://\S+)", told).group(1)
        with urllib.request.urlopen(link, timeout=20) as page:
            assert page.status == 200
        out, _ = command(folder).communicate(timeout=PATIENCE)
        assert "already runs" in out
        assert link.rpartition("/demo/")[0] in out
        children = children_of(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
        until(lambda: not any(is_alive(child) for child in children), "web and worker have ended")


def test_after_kill_nine_nothing_runs_on_and_the_next_start_works(folder: Path) -> None:
    with running(folder, "--port", "8420") as (process, _):
        children = children_of(process.pid)
        assert len(children) == 2
        process.kill()
        until(lambda: not any(is_alive(child) for child in children), "web and worker have ended")
    with running(folder, "--port", "8420") as (_, told):
        assert "http://127.0.0.1:8420" in told


def test_kill_nine_while_playing_leaves_no_half_clinic(tmp_path: Path) -> None:
    process = command(tmp_path, "--play-only")
    until(lambda: (tmp_path / "demo.playing.sqlite3").exists(), "the playing has begun")
    time.sleep(1)
    process.kill()
    process.wait()
    assert not (tmp_path / "demo.sqlite3").exists()
    again = command(tmp_path, "--play-only")
    out, _ = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0, out
    assert (tmp_path / "demo.sqlite3").exists()


def test_a_demo_link_does_not_open_with_another_key(folder: Path) -> None:
    with running(folder, "--port", "8430") as (_, told):
        link = re.search(r"prescriber: \S+ \S+\s+(http://\S+)", told).group(1)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(link.rstrip("/")[:-3] + "abc/", timeout=20)
        assert refused.value.code == 404
