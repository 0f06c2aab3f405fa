"""An environment that holds the clinical core's wheel, pytest and Hypothesis, and nothing else.

The core promises to need only the standard library. Here an import of anything more fails for want
of it. The test tools come as links to those of .venv; nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

CORE = Path(__file__).resolve().parents[1] / "clinical"
TOOLS = ("pytest", "pytest-xdist", "hypothesis")


def make(folder: Path) -> Path:
    """Make the environment, or bring its wheel up to date; give its interpreter."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--clear", folder], check=True)
    packages = next((folder / "lib").glob("python3*/site-packages"))
    stamp = folder / ".wheel"
    if not stamp.is_file() or stamp.read_text() != fingerprint():
        empty(packages)
        link_tools(packages)
        install_wheel(packages)
        stamp.write_text(fingerprint())
    return python


def fingerprint() -> str:
    """Changes whenever a file of the core or a version of the tools does."""
    digest = hashlib.sha256(" ".join(distribution(name).version for name in TOOLS).encode())
    for file in [CORE / "pyproject.toml", *sorted((CORE / "glidepath_clinical").rglob("*"))]:
        if file.is_file() and file.suffix != ".pyc":
            digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()


def empty(packages: Path) -> None:
    """Take out what an earlier make put in."""
    for entry in packages.iterdir():
        if entry.is_symlink() or entry.is_file():
            entry.unlink()
        else:
            shutil.rmtree(entry)


def link_tools(packages: Path) -> None:
    """Link the tools and what they need into the environment."""
    for found in closure(TOOLS):
        for top in {file.parts[0] for file in found.files or [] if file.parts[0] not in {"..", "__pycache__"}}:
            target = packages / top
            if not target.is_symlink():
                target.symlink_to(Path(str(found.locate_file(top))))


def closure(names: tuple[str, ...]) -> list[Distribution]:
    """The named distributions and all that they require and that is installed."""
    found: dict[str, Distribution] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        try:
            found.setdefault(name, distribution(name))
        except PackageNotFoundError:  # wanted only on another system or for an extra
            continue
        lines = [line for line in found[name].requires or [] if "extra ==" not in line]
        wanted = {match[0].lower() for match in map(re.compile(r"[\w.-]+").match, lines) if match}
        waiting += sorted(wanted - set(found))
    return list(found.values())


def install_wheel(packages: Path) -> None:
    """Build the core's wheel from a copy, so that no leftover of an earlier build slips in, and install it."""
    with tempfile.TemporaryDirectory(prefix="gp-wheel-") as folder:
        source = Path(folder) / "clinical"
        leave = shutil.ignore_patterns("tests", "build", "*.egg-info", "__pycache__", ".*_cache")
        shutil.copytree(CORE, source, ignore=leave)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
        subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--target", packages, source], check=True)
