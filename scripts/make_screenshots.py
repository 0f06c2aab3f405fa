"""Draw the pictures of docs/images from a synthetic clinic that runs only for this: `make screenshots`."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.find_browser import FLAGS, find_browser, install

IMAGES = ROOT / "docs" / "images"
LINK = re.compile(r"(?P<role>[a-z][a-z ()-]*?)\s*:?\s+(?P<link>http://127\.0\.0\.1:\d+/\S+)", re.IGNORECASE)


class Picture(NamedTuple):
    """One picture: whose sign-in, which page, how large."""

    name: str
    role: str
    path: str
    width: int
    height: int


PICTURES = (
    Picture("board", "nurse", "/board/", 1280, 860),
    Picture("today", "patient", "/today/", 390, 844),
)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def clinic() -> Iterator[Mapping[str, str]]:
    """A demo clinic in a temporary folder; gives the sign-in link of each role, in lower case."""
    with tempfile.TemporaryDirectory(prefix="gp-screenshots-") as folder:
        command = [ROOT / ".venv" / "bin" / "glidepath", "demo", "--port", str(free_port())]
        known = {**os.environ, "GLIDEPATH_DEMO_DIR": folder, "PYTHONUNBUFFERED": "1"}
        server = subprocess.Popen(
            command, cwd=ROOT, env=known, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        try:
            yield sign_in_links(server)
        finally:
            os.killpg(server.pid, signal.SIGINT)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


def sign_in_links(server: subprocess.Popen[str]) -> dict[str, str]:
    """Read what the demo prints until it has told a link for every picture."""
    links: dict[str, str] = {}
    wanted = {picture.role for picture in PICTURES}
    for line in server.stdout or ():
        if match := LINK.search(line):
            links.setdefault(match["role"].strip().lower(), match["link"])
        if wanted <= {role for role in wanted for told in links if role in told}:
            return links
    raise SystemExit(f"The demo ended before it gave sign-in links for {', '.join(sorted(wanted))}.")


def draw(browser: Browser, picture: Picture, links: Mapping[str, str]) -> None:
    """Sign in, open the page, and keep its picture."""
    size = {"width": picture.width, "height": picture.height}
    page = browser.new_context(viewport=size, color_scheme="light", reduced_motion="reduce").new_page()
    page.goto(next(link for role, link in links.items() if picture.role in role))
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + picture.path, wait_until="load")
    page.screenshot(path=str(IMAGES / f"{picture.name}.png"))
    print(f"docs/images/{picture.name}.png")


def main() -> int:
    """Draw every picture."""
    if find_browser() is None:
        install()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with clinic() as links, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        for picture in PICTURES:
            draw(browser, picture, links)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
