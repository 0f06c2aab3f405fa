"""Whoever needs help at once finds it without an account."""

from __future__ import annotations

from collections.abc import Callable

from journeys.visiting import Visitor


def test_a_stranger_finds_help_without_signing_in(seat: Callable[..., Visitor]) -> None:
    stranger = seat(None, phone=True)
    stranger.go("/accounts/login/")
    stranger.look("sign-in")
    stranger.press("Help now, no sign-in")
    stranger.sees("988")
    stranger.sees("911")
    stranger.look("help-now-signed-out")
