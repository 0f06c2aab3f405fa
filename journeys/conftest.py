"""What every journey shares: the running product, one browser, and a way to let a person sit down at a screen."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from journeys.server import House, running_product
from journeys.visiting import DESKTOP, PHONE, CodeApp, Visitor
from scripts.find_browser import FLAGS

OUTCOME = pytest.StashKey[pytest.TestReport]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember how the journey itself went, so that its end can keep a picture of what everybody saw last."""
    report = yield
    if report.when == "call":
        item.stash[OUTCOME] = report
    return report


@dataclass
class Clinic:
    """The running product with its people: how each signs in, and the code apps on their phones."""

    house: House
    doors: dict[str, Any]
    apps: dict[str, CodeApp] = field(default_factory=dict)
    states: dict[str, Any] = field(default_factory=dict)

    def app(self, key: str) -> CodeApp:
        """The code app of a staff member."""
        return self.apps.setdefault(key, CodeApp(self.doors[key]["secret"]))

    def stage(self, key: str, language: str = "en", steps: int = 1) -> str:
        """Bring a person to a running plan; returns how addresses name the person."""
        if key not in self.doors:
            self.doors[key] = self.house.ask("stage", key, language, str(steps))
        return str(self.doors[key]["ref"])


@pytest.fixture(scope="session")
def clinic(browser_path: str) -> Iterator[Clinic]:
    """The product, running; one for all journeys."""
    with running_product() as (house, people):
        yield Clinic(house, people)


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
    """One Chromium for all journeys; each person has a context of their own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def shots(artefacts: Path) -> Path:
    """Where pictures of every page are kept."""
    folder = artefacts / "journeys"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def seat(
    clinic: Clinic, browser: Browser, shots: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visitor]]:
    """Seat a person at a screen: `seat("nurse")` at a desktop, `seat("marisol", phone=True)`; None is a stranger."""
    seated = []

    def sit(key: str | None, *, phone: bool = False, **context: Any) -> Visitor:
        known = {"storage_state": clinic.states[key]} if key in clinic.states else {}
        size = PHONE if phone else DESKTOP
        visitor = Visitor(browser, clinic.house.address, shots, size=size, **known, **context)
        seated.append(visitor)
        if key is not None and not known:
            visitor.sign_in(clinic.doors[key], clinic.app(key) if clinic.doors[key]["secret"] else None)
            clinic.states[key] = visitor.context.storage_state()
        return visitor

    yield sit
    report = request.node.stash.get(OUTCOME, None)
    for number, visitor in enumerate(seated):
        if report is not None and report.failed:
            visitor.page.screenshot(
                path=shots / f"FAILED-{request.node.name}-{number}.jpg", full_page=True, type="jpeg"
            )
            print(f"{number}: {visitor.page.url}")
        visitor.close()
    faults = list(dict.fromkeys(fault for visitor in seated for fault in visitor.faults))
    assert not faults, f"{len(faults)} faults of the pages:\n" + "\n".join(faults)
