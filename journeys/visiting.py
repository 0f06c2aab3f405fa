"""One person at one screen: signing in through the real page, going to pages, and looking closely at each."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
NARROWEST = 320
SCHEMES = ("light", "dark")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SECONDS = 15_000  # the longest wait of any step, in milliseconds


class CodeApp:
    """What a person's phone shows: six digits from the shared secret (RFC 6238), each code used once."""

    def __init__(self, secret: str) -> None:
        self._key = base64.b32decode(secret, casefold=True)
        self._used: set[int] = set()

    def next_code(self) -> str:
        """A code that is valid now and was not used before; waits for the next half minute when all were."""
        deadline = time.monotonic() + 65
        while time.monotonic() < deadline:
            present = int(time.time()) // 30  # noqa: TID251  a code app reads its phone's own clock
            for counter in (present - 1, present, present + 1):
                if counter not in self._used:
                    self._used.add(counter)
                    return self._digits(counter)
            time.sleep(0.5)
        raise AssertionError("No unused code within a minute")

    def _digits(self, counter: int) -> str:
        mac = hmac.new(self._key, struct.pack(">Q", counter), hashlib.sha1).digest()
        start = mac[-1] & 0x0F
        return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Visitor:
    """A person with a browser of their own. What the browser complains about is kept as a fault."""

    def __init__(self, browser: Browser, address: str, shots: Path, *, size: dict[str, int], **context: Any) -> None:
        self.context = browser.new_context(
            base_url=address, viewport=size, reduced_motion="reduce", color_scheme="light", **context
        )
        self.context.set_default_timeout(SECONDS)
        self.size, self.shots = size, shots
        self.scripts = bool(context.get("java_script_enabled", True))
        self.complaints: list[str] = []
        self.faults: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda said: self._complain(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("response", lambda answer: self._notice(answer.status, answer.url))

    def _complain(self, kind: str, text: str) -> None:
        # the browser's own line about a 404 or 422 page that a journey asked for is no fault of the page
        if kind == "error" and not re.match(r"Failed to load resource.* status of 4\d\d", text):
            self.complaints.append(f"console: {text}")

    def _notice(self, status: int, url: str) -> None:
        if status >= 500:
            self.complaints.append(f"{status} from {url}")

    def sign_in(self, door: dict[str, str], app: CodeApp | None = None) -> None:
        """Through the sign-in page: address and password, then the code of those who have a code app."""
        self.page.goto("/accounts/login/")
        self.page.get_by_label("Email", exact=False).first.fill(door["email"])
        self.page.get_by_label("Password", exact=False).first.fill(door["password"])
        self.page.get_by_role("button", name=re.compile("^(Sign in|Entrar|Iniciar)")).first.click()
        if app is not None:
            self.type_code(app)
        self.page.wait_for_url(lambda url: "/accounts/" not in url)

    def type_code(self, app: CodeApp) -> None:
        """Answer the page that asks for the six digits."""
        self.page.get_by_label("code", exact=False).first.fill(app.next_code())
        self.page.locator("main form").filter(has=self.page.locator("input[name=code]")).get_by_role("button").click()

    def go(self, path: str) -> None:
        """Open an address of the product."""
        answer = self.page.goto(path)
        assert answer is not None and answer.ok, f"{path} answered {answer.status if answer else 'nothing'}"

    def look(self, name: str) -> None:
        """Look closely at this page: pictures are kept, and what axe, the width or the browser say against it.

        Faults are gathered, so that one run tells all of them; `seat` fails the journey with them at its end.
        A browser without scripts cannot be measured from inside: the same pages are looked at with scripts.
        """
        if not self.scripts:
            return
        found: list[str] = []
        for scheme in SCHEMES:
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            shot = self.shots / f"{name}-{self.size['width']}-{scheme}.jpg"
            self.page.screenshot(path=shot, full_page=True, type="jpeg", quality=80)
            found += [f"{name}, {scheme}: {fault}" for fault in accessibility_faults(self.page)]
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        found += self._too_wide(name)
        self.faults += found
        self._note_complaints(name)

    def _too_wide(self, name: str) -> list[str]:
        self.page.set_viewport_size({"width": NARROWEST, "height": self.size["height"]})
        wide = self.page.evaluate(WIDEST)
        self.page.set_viewport_size(self.size)
        return [f"{name} is {wide['width']} px wide on a {NARROWEST} px screen: {wide['what']}"] if wide else []

    def _note_complaints(self, name: str) -> None:
        self.faults += [f"{name}: {complaint}" for complaint in self.complaints]
        self.complaints.clear()

    def sees(self, words: str | re.Pattern[str]) -> None:
        """These words are on the page, or appear soon."""
        expect(self.page.locator("body")).to_contain_text(words, timeout=SECONDS)

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press the one button or link of this name."""
        both = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name))
        both.filter(visible=True).first.click()

    def fill(self, label: str, value: str) -> None:
        """Write into the field with this label."""
        self.page.get_by_label(label).filter(visible=True).first.fill(value)

    def choose(self, question: str | re.Pattern[str], *answers: str) -> None:
        """Tick these answers of one question, by the words beside them."""
        group = self.page.get_by_role("group", name=question).first
        for answer in answers:
            group.get_by_label(answer, exact=True).check()

    def mark_window(self) -> None:
        """Leave a sign on the window; only a page that is not loaded again keeps it."""
        self.page.evaluate("window.stillHere = true")

    def assert_not_reloaded(self) -> None:
        """No navigation happened since the mark was set."""
        assert self.page.evaluate("window.stillHere === true"), "the page was loaded again"

    def ref_in_address(self, pattern: str) -> str:
        """The part of this page's address that the pattern catches."""
        found = re.search(pattern, self.page.url)
        assert found, f"{self.page.url} does not look like {pattern}"
        return found[1]

    def close(self) -> None:
        """Leave; what the browser complained about since the last look counts too."""
        self._note_complaints(self.page.url)
        self.context.close()


WIDEST = """() => {
  const width = document.documentElement.scrollWidth;
  if (width <= window.innerWidth) { return null; }
  const far = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() &&
    one.getBoundingClientRect().right > window.innerWidth + 1 && !one.closest('.scroll-x'));
  return {width, what: far.slice(-3).map((one) => one.outerHTML.slice(0, 200)).join(' | ')};
}"""


def accessibility_faults(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA, one line each."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    results = page.evaluate("(options) => axe.run(options)", options)
    return [
        f"{fault['id']} ({fault['impact']}): {node['target']} {node['html'][:160]} {node['failureSummary'][:240]}"
        for fault in results["violations"]
        for node in fault["nodes"]
    ]
