"""Whoever needs help at once finds it without an account."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Request

from journeys.visiting import Visitor


def test_a_stranger_finds_help_without_signing_in(seat: Callable[..., Visitor]) -> None:
    stranger = seat(None, phone=True)
    stranger.go("/accounts/login/")
    stranger.look("sign-in")
    stranger.press("Help now, no sign-in")
    stranger.sees("988")
    stranger.sees("911")
    stranger.look("help-now-signed-out")


def test_help_weighs_less_than_20_kb_and_stands_when_nothing_but_its_words_gets_through(
    seat: Callable[..., Visitor],
) -> None:
    stranger = seat(None, phone=True)
    fetched: list[int] = []
    stranger.page.on("requestfinished", lambda one: fetched.append(weight(one)))
    stranger.go("/help-now/")
    stranger.page.wait_for_load_state("networkidle")
    assert 0 < sum(fetched) < 20_000, fetched
    stranger.page.route("**/*", lambda route: route.continue_() if is_page(route.request) else route.abort())
    stranger.go("/help-now/")
    for number in ("911", "988"):
        assert stranger.page.locator(f'a[href="tel:{number}"]').first.is_visible()
    stranger.sees("You are not alone with this")
    stranger.complaints.clear()  # the browser tells of every file that was held back


def weight(request: Request) -> int:
    """What came over the line for one file, its head included."""
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def is_page(request: Request) -> bool:
    """Whether this is the page itself."""
    return request.resource_type == "document"
