"""Find a Chromium for the journeys, and fetch one when none is here: `find_browser.py [--install]`.

Order: the path in GLIDEPATH_BROWSER, the system's own, the one Playwright keeps; with --install then
Playwright's download, and at last apt-get when this is root. Prints the path; exit 1 when there is none.
"""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
KEPT = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium")
# For a Chromium that tests drive: no sandbox (root cannot have one), no traffic of its own.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser() -> str | None:
    """Path of a Chromium that is here already, or None."""
    chosen = os.environ.get("GLIDEPATH_BROWSER")
    if chosen:
        return chosen if Path(chosen).is_file() else None
    on_path = (shutil.which(name) for name in NAMES)
    on_mac = (path for path in MAC if Path(path).is_file())
    return next((path for path in (*on_path, *on_mac, *kept_by_playwright()) if path), None)


def kept_by_playwright() -> list[str]:
    """Browsers that Playwright downloaded before."""
    homes = [os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""), "~/.cache/ms-playwright", "~/Library/Caches/ms-playwright"]
    return [
        found
        for home in homes
        if home
        for pattern in KEPT
        for found in sorted(glob.glob(str(Path(home).expanduser() / pattern)), reverse=True)  # noqa: PTH207  Path.glob refuses an absolute pattern
    ]


def install() -> None:
    """Try Playwright's download, then Debian's package. Each says on stderr how it went."""
    quietly([sys.executable, "-m", "playwright", "install", "chromium"], "Playwright's download")
    if find_browser() is None and shutil.which("apt-get") and os.geteuid() == 0:
        quietly(["apt-get", "update", "-q"], "apt-get update")
        quietly(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"], "apt-get install chromium")


def quietly(command: list[str], what: str) -> None:
    """Run a step of the installation, at most five minutes; report one line."""
    print(f"No browser yet; trying {what} ...", file=sys.stderr, flush=True)
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
        outcome = "done" if done.returncode == 0 else (done.stderr or done.stdout).strip().splitlines()[-1:]
    except (OSError, subprocess.TimeoutExpired) as error:
        outcome = str(error)
    print(f"{what}: {outcome}", file=sys.stderr, flush=True)


def main() -> int:
    """Print where the browser is."""
    if find_browser() is None and "--install" in sys.argv[1:]:
        install()
    path = find_browser()
    if path is None:
        print("No Chromium found. Install the package chromium, or name one in GLIDEPATH_BROWSER.", file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
