"""A word by which a phone tells whose check-in waits on it. It names nobody and opens nothing."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from glidepath.foundation.access import Actor


def person_key(actor: Actor) -> str:
    """The same for one account on this server, and different for every other."""
    return salted_hmac("glidepath.offline.person", str(actor.user_id), algorithm="sha256").hexdigest()[:32]
