"""A word by which a phone tells whose check-in waits on it. It names nobody and opens nothing."""

from __future__ import annotations

from django.utils.crypto import constant_time_compare, salted_hmac

from glidepath.foundation.access import Actor
from glidepath.record.patients.models import Patient


def person_key(actor: Actor) -> str:
    """The same for one account on this server, and different for every other."""
    return _key_of(actor.user_id)


def writer_of(site_id: int, key: str) -> Patient | None:
    """The person of this clinic whose word this is; None for a word that is nobody's."""
    accounts = Patient.objects.filter(site_id=site_id, user__isnull=False).values_list("pk", "user_id")
    found = next((pk for pk, user_id in accounts.iterator() if constant_time_compare(_key_of(user_id), key)), None)
    return None if found is None else Patient.objects.select_related("site").get(pk=found)


def _key_of(user_id: int) -> str:
    return salted_hmac("glidepath.offline.person", str(user_id), algorithm="sha256").hexdigest()[:32]
