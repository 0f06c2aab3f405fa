"""The people of the benchmark `seen`, printed as JSON: the cookie of each one's session, and that of their nurse.

Run as `python -m bench.seen_people CALM RED` beside the database that the environment names.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  the settings must be there first
from django.contrib.auth import get_user_model  # noqa: E402  Django has to be set up before
from django.core.management import call_command  # noqa: E402  Django has to be set up before
from django.test import Client  # noqa: E402  Django has to be set up before

from bench.board import insert_answers, insert_plans, people_with_a_nurse  # noqa: E402  Django has to be set up before
from glidepath.foundation.clock import now  # noqa: E402  Django has to be set up before


def main(calm: int, red: int) -> dict[str, Any]:
    """A clinic in the middle of its tapers: everybody has a running plan and two weeks of answers."""
    call_command("migrate", verbosity=0, interactive=False)
    nurse = get_user_model().objects.create_user("nurse@bench.invalid", name="Nadia Whitfield")
    people = people_with_a_nurse(calm + red, nurse, now())
    insert_plans(people, nurse, now() - timedelta(days=100))
    insert_answers(people, now(), days_ago=1)
    return {"nurse": session_of(nurse, mfa=True), "people": {str(one): own_session(one) for one in people}}


def own_session(patient: Any) -> str:
    """A person with a sign-in of their own; the cookie of their session."""
    name = str(patient)
    user = get_user_model().objects.create_user(f"{name.replace(' ', '.')}@bench.invalid", name=name)
    type(patient).objects.filter(pk=patient.pk).update(user=user)
    return session_of(user)


def session_of(user: Any, mfa: bool = False) -> str:
    """Sign in; the cookie of the session."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    if mfa:
        session = client.session
        session["mfa"] = True
        session.save()
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
