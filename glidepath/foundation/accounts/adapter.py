"""How the sign-in library behaves in this product."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; a second factor is asked before the password when a page wants fresh proof."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """The clinic opens accounts."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove oneself again, the second factor first: the first is where people are led."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: method["id"] == "reauthenticate")
