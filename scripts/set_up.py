"""Make .venv ready: `set_up.py core` for the product, `set_up.py test` for tests and checks too.

Runs under whatever Python is there, so its first part keeps to words that an old one understands.
A stamp inside .venv holds what was installed; when nothing changed, nothing is done.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Glidepath needs Python 3.11 or newer, and %s is Python %d.%d.\n"  # noqa: UP031  must parse on an old Python
        "Install a newer one, or name it: make PYTHON=/path/to/python3.12 ..."
        % (sys.executable, sys.version_info[0], sys.version_info[1])
    )

import hashlib
import shutil
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Each set holds the one before it.
SETS = {"core": ("core", "postgres", "test"), "test": ("test",)}
PROJECTS = (ROOT / "pyproject.toml", ROOT / "clinical" / "pyproject.toml")


def stamp_text(name: str) -> str:
    """What the environment was made from: interpreter, place, pins and project files."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {VENV}".encode())
    digest.update((ROOT / "requirements" / f"{name}.txt").read_bytes())
    for file in PROJECTS:
        digest.update(repr(packaging(tomllib.loads(file.read_text()))).encode())
    return digest.hexdigest()


def packaging(project: dict) -> list:
    """What decides how a package is installed; settings of the tools do not."""
    return [project.get("build-system"), project.get("project"), project.get("tool", {}).get("setuptools")]


def stamp_file(name: str) -> Path:
    """Where the stamp of one set of requirements lies."""
    return VENV / f".ready-{name}"


def is_ready(name: str) -> bool:
    """True when .venv already holds this set, or one that contains it."""
    return PYTHON.exists() and any(
        stamp_file(held).is_file() and stamp_file(held).read_text() == stamp_text(held) for held in SETS[name]
    )


def run(*command: object) -> None:
    """Run one step; its failure ends the set-up with its own words and leaves no stamp."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False)
    if done.returncode != 0:
        sys.exit(f"The set-up stopped at: {' '.join(map(str, command))}")


def make_environment() -> None:
    """Make the virtual environment, anew when the one there cannot run."""
    if PYTHON.exists() and subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        import ensurepip
    except ImportError:
        sys.exit("This Python cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv")
    print(f"Making .venv with Python {sys.version.split()[0]} (pip {ensurepip.version()})", flush=True)
    run(sys.executable, "-m", "venv", VENV)


def install(name: str) -> None:
    """Install the pinned packages by their hashes, then the two packages of this repository."""
    pip = (PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    print(f"Installing requirements/{name}.txt (once; about a minute)", flush=True)
    run(*pip, "--require-hashes", "-r", ROOT / "requirements" / f"{name}.txt")
    run(*pip, "--no-build-isolation", "--no-deps", "-e", ROOT / "clinical", "-e", ROOT)


def main(name: str) -> None:
    """Bring .venv to what this set needs, or do nothing."""
    if is_ready(name):
        return
    make_environment()
    install(name)
    stamp_file(name).write_text(stamp_text(name))


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in SETS:
        sys.exit("Say which set: set_up.py core, or set_up.py test")
    main(sys.argv[1])
