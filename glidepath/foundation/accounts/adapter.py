"""How the sign-in library behaves in this product."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from glidepath.foundation import clock
from glidepath.foundation.access import STAFF_ROLES
from glidepath.foundation.accounts import sessions


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; a second factor is asked before the password when a page wants fresh proof."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """The clinic opens accounts."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove oneself again, the second factor first: the first is where people are led."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: method["id"] == "reauthenticate")

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        """The hours of a session count from its sign-in."""
        response: HttpResponse = super().post_login(request, user, **details)
        sessions.begin(request, clock.now())
        return response


class MfaAdapter(DefaultMFAAdapter):
    """Staff always keep one second factor."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """False for the last app or key of a staff member."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        if others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
            return True
        actor = import_string(settings.GLIDEPATH_ACTOR_PROVIDER)(authenticator.user, {})
        return actor.role not in STAFF_ROLES
