"""Draw the pictures of docs/images, and every page in every size and colour scheme: `make screenshots`.

They come from a synthetic clinic that runs only for this. docs/images is committed; artefacts/screenshots is not.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.find_browser import FLAGS, find_browser, install

IMAGES = ROOT / "docs" / "images"
EVERYTHING = ROOT / "artefacts" / "screenshots"
SIZES = ((390, 844), (1280, 860))
SCHEMES = ("light", "dark")
PEOPLE = 12
SECONDS_TO_PLAY = 600


class Visit(NamedTuple):
    """One page of the full set: its name, whose sign-in (the beginning of its title), and the way there.

    The way is an address, then the words of links to follow from page to page.
    """

    name: str
    who: str
    way: tuple[str, ...]


NURSE, PRESCRIBER, PHARMACIST = "nurse coordinator", "prescriber", "pharmacist"
CALM, CRISIS, SPANISH = "patient: Lien", "patient: Darnell", "patient: Marisol"
VISITS = (
    Visit("sign-in", "", ("/accounts/login/",)),
    Visit("help-now", "", ("/help-now/",)),
    Visit("board", NURSE, ("/board/",)),
    Visit("patients", NURSE, ("/patients/",)),
    Visit("patient", NURSE, ("/patients/", "Price, Darnell")),
    Visit("patient-resting", NURSE, ("/patients/", "Yusuf, Amina")),
    Visit("alert", NURSE, ("/board/", "Call now")),
    Visit("import", NURSE, ("/import/",)),
    Visit("baseline", NURSE, ("/patients/", "Price, Darnell", "Baseline")),
    Visit("medicines", PHARMACIST, ("/patients/", "Martin, Chloe", "Medicines")),
    Visit("review-queue", PHARMACIST, ("/review/",)),
    Visit("plan", PRESCRIBER, ("/patients/", "Tran, Lien", "See the plan")),
    Visit("gate", PRESCRIBER, ("/patients/", "Huber, Georg", "Decide the step")),
    Visit("today", CALM, ("/today/",)),
    Visit("today-after-a-crisis", CRISIS, ("/today/",)),
    Visit("my-plan", CALM, ("/my-plan/",)),
    Visit("progress", CALM, ("/progress/",)),
    Visit("check-in", CALM, ("/check-in/",)),
    Visit("lesson", CALM, ("/learn/",)),
    Visit("pause", CALM, ("/pause/",)),
    Visit("who-looked", CALM, ("/who-looked/",)),
    Visit("today-in-spanish", SPANISH, ("/today/",)),
    Visit("my-plan-in-spanish", SPANISH, ("/my-plan/",)),
    Visit("check-in-in-spanish", SPANISH, ("/check-in/",)),
)
# What the documentation shows: the name of a visit, its size and scheme.
SHOWN = (("board", 1280, "light"), ("today", 390, "light"))


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def clinic() -> Iterator[dict[str, Any]]:
    """A demo clinic in a temporary folder; gives its address and its sign-in links by title."""
    with tempfile.TemporaryDirectory(prefix="gp-screenshots-") as folder:
        program = str(ROOT / ".venv" / "bin" / "glidepath")
        command = [program, "demo", "--patients", str(PEOPLE), "--port", str(free_port())]
        known = {**os.environ, "GLIDEPATH_DEMO_DIR": folder}
        demo = subprocess.Popen(command, cwd=ROOT, env=known, start_new_session=True)
        try:
            yield served(demo, Path(folder) / "served.json")
        finally:
            os.killpg(demo.pid, signal.SIGINT)
            try:
                demo.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(demo.pid, signal.SIGKILL)
                demo.wait()


def served(demo: subprocess.Popen[bytes], note: Path) -> dict[str, Any]:
    """Wait until the demo has written where it runs."""
    deadline = time.monotonic() + SECONDS_TO_PLAY
    while time.monotonic() < deadline and demo.poll() is None:
        try:
            found: dict[str, Any] = json.loads(note.read_text())
        except (OSError, ValueError):
            time.sleep(0.5)
        else:
            return found
    raise SystemExit("The demo ended, or did not play in ten minutes.")


def draw_all(browser: Browser, place: dict[str, Any]) -> None:
    """Every visit: one sign-in per person and size, each page in both schemes."""
    for who in dict.fromkeys(visit.who for visit in VISITS):
        for width, height in SIZES:
            context = browser.new_context(
                base_url=place["address"], viewport={"width": width, "height": height}, reduced_motion="reduce"
            )
            page = context.new_page()
            if who:
                page.goto(next(link for title, link in place["links"].items() if title.startswith(who)))
            for visit in (one for one in VISITS if one.who == who):
                draw(page, visit, width)
            context.close()


def draw(page: Page, visit: Visit, width: int) -> None:
    """Go there and keep the page in both schemes."""
    address, *words = visit.way
    page.goto(address)
    for link in words:
        page.locator("main, section").get_by_role("link", name=link).first.click()
        page.wait_for_load_state()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.screenshot(path=EVERYTHING / f"{visit.name}-{width}-{scheme}.png", full_page=True)
        if (visit.name, width, scheme) in SHOWN:
            page.screenshot(path=IMAGES / f"{visit.name}.png")
            print(f"docs/images/{visit.name}.png", flush=True)


def main() -> int:
    """Draw everything."""
    if find_browser() is None:
        install()
    for folder in (IMAGES, EVERYTHING):
        folder.mkdir(parents=True, exist_ok=True)
    with clinic() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        draw_all(browser, place)
        browser.close()
    print(f"{EVERYTHING.relative_to(ROOT)}: {len(list(EVERYTHING.iterdir()))} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
