"""The team board and the list of people with 1,000 and with 10,000 patients: neither queries nor time may grow.

The board of the large clinic may take at most 1.5 times as much processor time as that of the small one, in the same
run. It is the time of this process alone, the database's on SQLite included: other work on the machine lengthens a
round on the wall by as much as itself.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import uuid4

from bench.figures import Figure, timed
from bench.product import measured, start, tell

SIZES = (1000, 10_000)
ROUNDS = 15
MOST = 1.5  # times the board of the small clinic
DAYS_ANSWERED = 14
ONE_ALERT_FOR = 10  # people
PAGES = {"board": "/board/", "list of people": "/patients/"}
URGENCIES = ("RED", "ORANGE", "YELLOW", "YELLOW")


def figures() -> Iterator[Figure]:
    """One clinic of each size, each in a database of its own."""
    queries: dict[str, set[str]] = {}
    spent: dict[str, list[int]] = {}
    for size in SIZES:
        for figure in measured("bench.board", str(size)):
            what, count = figure.what, figure.beside.split(" ")[0]
            queries.setdefault(what, set()).add(count)
            spent.setdefault(what, []).append(int(figure.value.split(" ")[0]))
            yield Figure(f"{what}, {size:,} people, median", figure.value, figure.beside)
    small, large = spent["board"]
    times = f"{large / small:.2f} times the processor time"
    yield Figure("board, 10,000 people beside 1,000", times, f"limit {MOST} times; the same number of queries")
    grown = [what for what, counts in queries.items() if len(counts) > 1]
    if grown:
        raise SystemExit(f"The number of queries grows with the number of people: {', '.join(grown)}")


def measure(size: int) -> Iterator[Figure]:
    """Time and queries of each page, for a nurse who cares for everybody."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser, alerts = signed_in_nurse(size)
    for what, address in PAGES.items():

        def fetch(address: str = address) -> None:
            assert browser.get(address).status_code == 200

        fetch()
        with CaptureQueriesContext(connection) as captured:
            fetch()
        queries = len(captured)  # read before the next request empties the log
        spent = timed(fetch, ROUNDS, time.process_time)
        beside = f"{queries} queries; {alerts} open alerts; processor time, quickest {min(spent) * 1000:.0f} ms"
        yield Figure(what, f"{median(spent) * 1000:.0f} ms", beside)


def signed_in_nurse(size: int) -> tuple[Any, int]:
    """A clinic of this size and a browser in which its nurse is signed in."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    from glidepath.foundation.clock import now

    nurse = get_user_model().objects.create_user("nurse@bench.invalid", name="Nadia Whitfield")
    alerts = people_in_the_middle(size, nurse, now())
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(nurse, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = browser.session
    session["mfa"] = True
    session.save()
    return browser, alerts


def people_in_the_middle(size: int, nurse: Any, at: datetime) -> int:
    """People with a plan that runs, two weeks of answers, and an alert for every tenth. Inserted, for speed."""
    people = people_with_a_nurse(size, nurse, at)
    insert_plans(people, nurse, at - timedelta(days=100))
    insert_answers(people, at)
    return insert_alerts(people[::ONE_ALERT_FOR], at)


def people_with_a_nurse(size: int, nurse: Any, at: datetime) -> list[Any]:
    """One clinic, its nurse, and so many people in her care."""
    from glidepath.foundation.access import Role
    from glidepath.record.care_team.models import CareTeamMember
    from glidepath.record.patients.models import Patient
    from glidepath.record.sites.models import Site, StaffMembership

    site = Site.objects.create(name="Bench", languages=["en"])
    long_ago = at - timedelta(days=100)
    StaffMembership.objects.create(site=site, user=nurse, role=Role.NURSE.value, since=long_ago)
    about = [{"site": site, "given_name": f"Ana {n}", "family_name": f"Cruz {n}"} for n in range(size)]
    people = Patient.objects.bulk_create(Patient(**one) for one in about)
    CareTeamMember.objects.bulk_create(
        CareTeamMember(site=site, patient=one, user=nurse, role=Role.NURSE.value, since=long_ago) for one in people
    )
    return people


def insert_plans(people: list[Any], nurse: Any, at: datetime) -> None:
    """A running plan each, at its first step."""
    from glidepath.record.plans.models import Plan, PlanStep, StepRelease

    signed = {"signed_by": nurse, "signed_at": at, "started_at": at, "started_on": at.date(), "proposed_by": nurse}
    known = {"framework": "va-slowest", "frozen": {}, "content_hash": "bench", "engine_version": "bench"}
    plans = Plan.objects.bulk_create(
        Plan(**known, **signed, **whose(one), state="running", certificate_holds=True, proposed_at=at) for one in people
    )
    for number, daily in enumerate((90, 75)):
        PlanStep.objects.bulk_create(
            PlanStep(
                **whose(plan.patient), plan=plan, number=number, phase="reduction", daily=daily, **frozen(daily, at)
            )
            for plan in plans
        )
    StepRelease.objects.bulk_create(
        StepRelease(
            **whose(plan.patient),
            plan=plan,
            step_number=1,
            effective_on=at.date() + timedelta(days=7),
            released_by=nurse,
            released_at=at,
            consent_ref=uuid4(),
        )
        for plan in plans
    )


def frozen(daily: int, at: datetime) -> dict[str, Any]:
    """A step's frozen words, in the shape that pages read."""
    medicine = {"product": "morphine ER tablet", "form": "tablet", "daily": str(daily), "unit": "mg"}
    step = {"mme_per_day": str(daily), "mme_complete": True, "mme_factor_set": "cdc-2022", "medicines": [medicine]}
    rendering = {"step": step, "words": {"en": [], "es": []}}
    return {"planned_on": at.date(), "rendering": rendering, "rendering_hash": "0" * 64}


def whose(person: Any) -> dict[str, Any]:
    """The person and the clinic of a row."""
    return {"patient": person, "site_id": person.site_id}


def insert_answers(people: list[Any], at: datetime, days_ago: int = 0) -> None:
    """A check-in of everybody on each of the last days, the newest so many days ago."""
    from bench.check_ins import ANSWERS
    from glidepath.record.observations.models import CheckIn

    for days in range(days_ago, days_ago + DAYS_ANSWERED):
        moment = at - timedelta(days=days, hours=1)
        said = {"happened_at": moment, "received_at": moment, "local_on": moment.date(), "zone": "America/Denver"}
        how = {"informant": "patient", "source": "web", "form_version": "daily-1", "answers": ANSWERS}
        CheckIn.objects.bulk_create(
            (CheckIn(**whose(one), **said, **how, client_uuid=uuid4()) for one in people), batch_size=500
        )


def insert_alerts(people: list[Any], at: datetime) -> int:
    """An open alert each; returns how many."""
    from glidepath.record.alerts.models import Alert

    rule = {"domain": "withdrawal", "rule": "withdrawal_crisis", "because": ["withdrawal 9 of 10"]}
    rows = [
        Alert(**whose(one), **rule, urgency=URGENCIES[n % len(URGENCIES)], raised_at=at - timedelta(minutes=n))
        for n, one in enumerate(people)
    ]
    return len(Alert.objects.bulk_create(rows))


if __name__ == "__main__":
    start()
    tell(measure(int(sys.argv[1])))
    sys.exit(0)
