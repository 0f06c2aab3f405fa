"""A clinic with people who are signed in, printed as JSON: the cookie of each person's session.

Run as `python -m tests.crash.seed NUMBER` against the database that the environment names.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402  the settings must be there first
from django.contrib.auth import get_user_model  # noqa: E402  Django has to be set up before
from django.test import Client  # noqa: E402  Django has to be set up before

from glidepath.care.checkins.tests.people import add_patient, open_clinic  # noqa: E402  Django has to be set up before
from glidepath.foundation.clock import now  # noqa: E402  Django has to be set up before
from glidepath.foundation.notify.operations import keep_choice  # noqa: E402  Django has to be set up before


def main(number: int) -> list[str]:
    """Session cookies of so many people of one clinic."""
    at = now() - timedelta(days=1)
    clinic = open_clinic(at=at)
    for member in (clinic.nurse, clinic.prescriber):
        keep_choice(get_user_model().objects.get(pk=member.user_id), phone="+15550100", email=False)
    people = [add_patient(clinic.site, f"Person{n}", "Crash", at) for n in range(number)]
    return [_cookie(person.user_id) for person in people]


def _cookie(user_id: int) -> str:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(get_user_model().objects.get(pk=user_id), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
