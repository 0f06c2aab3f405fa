"""The help page, the page of one alert, and what a rule is."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from glidepath_clinical.red_flags import RULES

from glidepath.care.checkins.tests.people import NOON, Clinic, add_staff, check_in, client_of, open_clinic
from glidepath.care.escalation import numbers
from glidepath.foundation import clock
from glidepath.foundation.access import ANONYMOUS, Role
from glidepath.record.alerts.models import Alert
from glidepath.record.observations.models import CheckIn


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Everything happens at noon."""
    with clock.at(NOON):
        yield


@pytest.fixture
def red(clinic: Clinic) -> Alert:
    """A RED alert of the person."""
    check_in(clinic, no_fluids_24h=True)
    return Alert.objects.get()


@pytest.fixture
def nurse(clinic: Clinic) -> Client:
    """The nurse's browser."""
    return client_of(clinic.nurse)


def seen(client: Client, alert: Alert, prefix: str) -> str:
    """What the page says the alert looked like."""
    html = client.get(reverse("escalation:alert", args=[alert.public_id])).content.decode()
    found = re.search(rf'name="{prefix}-seen" value="([^"]+)"', html)
    assert found is not None
    return found[1]


@pytest.mark.hazard("HZ-47", "HZ-52")
def test_the_help_page_needs_no_sign_in_no_script_and_says_nothing_about_anybody(clinic: Clinic) -> None:
    page = Client().get("/help-now/")
    html = page.content.decode()
    assert page.status_code == 200
    assert 'href="tel:911"' in html
    assert 'href="tel:988"' in html
    assert "555-0100" in html
    assert "naloxone" in html
    assert "Ana" not in html
    assert "Ask my team to call me" not in html


@pytest.mark.hazard("HZ-47")
def test_the_help_page_still_shows_numbers_when_the_database_is_gone(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise DatabaseError

    monkeypatch.setattr(numbers, "only_site", gone)
    assert numbers.numbers_for(ANONYMOUS).emergency_number == "911"
    assert 'href="tel:911"' in Client().get("/help-now/").content.decode()


@pytest.mark.hazard("HZ-47")
@pytest.mark.parametrize("path", ["/help-now/", "/offline/help/"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_help_page_is_under_20_kb_with_every_file_it_asks_for_and_needs_none_of_them(
    clinic: Clinic, path: str, language: str
) -> None:
    html = Client(headers={"accept-language": language}).get(path).content.decode()
    files = set(re.findall(r'(?:src|href)="/static/([^"#]+)', html))
    sheets = [finders.find(name) for name in files if name.endswith(".css")]
    fonts = [text for sheet in sheets for text in re.findall(r"font-family:([^;}]+)", Path(str(sheet)).read_text())]
    weights = [len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in files]
    headers = 500 * (len(files) + 1)
    assert len(html.encode()) + sum(weights) + headers < 20_000, (len(html.encode()), weights)
    assert "<script" not in html  # nothing on it waits for a script; without style it is words and numbers to dial
    assert {"tel:911", "tel:988"} <= set(re.findall(r'href="(tel:[^"]+)"', html))
    assert any("system-ui" in one and "Atkinson" not in one for one in fonts)  # so no font is fetched


@pytest.mark.parametrize("who", ["nurse", "manager"])
def test_the_way_back_from_a_rule_leads_to_a_page_that_one_may_open(clinic: Clinic, who: str) -> None:
    manager = add_staff(clinic.site, "mia@example.org", "Mia", Role.PROGRAMME_MANAGER, [])
    browser = client_of(manager if who == "manager" else clinic.nurse)
    html = browser.get("/rules/withdrawal_crisis/").content.decode()
    back = re.search(r'<p><a class="linkbtn" href="([^"]+)"', html)
    assert back is not None
    assert browser.get(back[1]).status_code == 200


def test_with_several_clinics_a_stranger_sees_no_clinics_own_number(clinic: Clinic) -> None:
    open_clinic(" two")
    assert "555-0100" not in Client().get("/help-now/").content.decode()


def test_asking_for_a_call_is_an_orange_alert_and_twice_the_same_tap_is_one(clinic: Clinic) -> None:
    me = client_of(clinic.me)
    token = re.search(r'name="token" value="([^"]+)"', me.get("/help-now/").content.decode())
    assert token is not None
    for _tap in range(2):
        answer = me.post("/help-now/call-me/", {"token": token[1]}, follow=True)
    assert "Somebody calls you today" in answer.content.decode()
    alert = Alert.objects.get()
    assert (alert.rule, alert.urgency, alert.causes.count()) == ("call_requested", "ORANGE", 1)


def test_a_broken_request_for_a_call_says_so_and_raises_nothing(clinic: Clinic) -> None:
    answer = client_of(clinic.me).post("/help-now/call-me/", {"token": "x"}, follow=True)
    assert "did not reach us" in answer.content.decode()
    assert client_of(clinic.me).get("/help-now/call-me/").status_code == 405
    assert not Alert.objects.exists()


def test_the_page_of_an_alert_gives_the_reason_its_source_and_its_rule(nurse: Client, red: Alert) -> None:
    html = nurse.get(reverse("escalation:alert", args=[red.public_id])).content.decode()
    assert "No fluids kept down for 24 hours" in html
    assert reverse("checkins:entry", args=[CheckIn.objects.get().public_id]) in html
    assert reverse("escalation:rule", args=["withdrawal_crisis"]) in html
    assert "What the rules could not say" in html
    assert "555-0101" in html


def test_a_red_alert_is_taken_on_with_words_and_closed_with_what_was_done(nurse: Client, red: Alert) -> None:
    page = reverse("escalation:acknowledge", args=[red.public_id])
    stamp = seen(nurse, red, "t")
    refused = nurse.post(page, {"t-seen": stamp, "t-note": ""})
    assert refused.status_code == 422
    assert "Say in a few words what you will do now." in refused.content.decode()
    nurse.post(page, {"t-seen": stamp, "t-note": "Calling her"})
    red.refresh_from_db()
    assert (red.state, red.acknowledged_by.name) == ("acknowledged", "Nora Lind")
    close = reverse("escalation:resolve", args=[red.public_id])
    assert nurse.post(close, {"c-seen": seen(nurse, red, "c"), "c-resolution": " "}).status_code == 422
    nurse.post(close, {"c-seen": seen(nurse, red, "c"), "c-resolution": "Drinks again, stays on the dose"})
    red.refresh_from_db()
    assert (red.state, red.resolution) == ("resolved", "Drinks again, stays on the dose")
    html = nurse.get(reverse("escalation:alert", args=[red.public_id])).content.decode()
    assert "Closed by Nora Lind" in html
    assert "Take this on" not in html


@pytest.mark.hazard("HZ-19")
def test_a_click_on_an_old_page_changes_nothing(clinic: Clinic, nurse: Client, red: Alert) -> None:
    stamp = seen(nurse, red, "c")
    Alert.objects.filter(pk=red.pk).update(raised_at=NOON + timedelta(minutes=1))
    answer = nurse.post(
        reverse("escalation:resolve", args=[red.public_id]), {"c-seen": stamp, "c-resolution": "She drinks again"}
    )
    assert answer.status_code == 409
    assert "has changed since you opened the page" in answer.content.decode()
    assert "She drinks again</textarea>" in answer.content.decode()
    red.refresh_from_db()
    assert red.state == "open"


def test_a_doubled_click_takes_on_once(nurse: Client, red: Alert) -> None:
    page, sent = (
        reverse("escalation:acknowledge", args=[red.public_id]),
        {"t-seen": seen(nurse, red, "t"), "t-note": "x"},
    )
    answers = [nurse.post(page, sent) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert red.events.filter(kind="acknowledged").count() == 1


@pytest.mark.parametrize("sent", [{}, {"t-seen": "x" * 90}, {"t-note": "y" * 601}])
def test_bad_input_on_an_alert_is_named_and_changes_nothing(nurse: Client, red: Alert, sent: dict[str, str]) -> None:
    assert nurse.post(reverse("escalation:acknowledge", args=[red.public_id]), sent).status_code == 422
    red.refresh_from_db()
    assert red.state == "open"


def test_another_clinics_staff_and_the_person_do_not_see_the_alert(clinic: Clinic, red: Alert) -> None:
    other = client_of(open_clinic(" two").nurse)
    me = client_of(clinic.me)
    for name in ("alert", "acknowledge", "resolve"):
        url = reverse(f"escalation:{name}", args=[red.public_id])
        assert other.get(url).status_code == 404
        assert other.post(url, {"c-resolution": "x"}).status_code == 404
        assert me.get(url).status_code == 403
    missing = reverse("escalation:alert", args=[uuid4()])
    assert client_of(clinic.nurse).get(missing).status_code == 404


@pytest.mark.parametrize("rule", [rule.ID for rule in RULES])
def test_every_rule_has_its_page_and_its_attributes_as_data(nurse: Client, rule: str) -> None:
    assert nurse.get(f"/rules/{rule}/").status_code == 200
    data = nurse.get(f"/dsi/{rule}.json").json()
    assert len(data["attributes"]) == 13
    assert len(data["regulation"]) == 13


def test_a_rule_nobody_knows_is_not_there(nurse: Client) -> None:
    assert nurse.get("/rules/horoscope/").status_code == 404
    assert nurse.get("/dsi/horoscope.json").status_code == 404
    assert Client().get("/dsi/silence.json").status_code == 302


@pytest.mark.hazard("HZ-19")
def test_a_finding_that_joined_after_the_page_was_opened_is_not_closed_with_it(clinic: Clinic, nurse: Client) -> None:
    check_in(clinic, want_call=True)
    alert = Alert.objects.get()
    stamp = seen(nurse, alert, "c")
    check_in(clinic, NOON + timedelta(minutes=1), want_call=True)
    close = reverse("escalation:resolve", args=[alert.public_id])
    assert nurse.post(close, {"c-seen": stamp, "c-resolution": "Called her at noon"}).status_code == 409
    alert.refresh_from_db()
    assert (alert.state, alert.causes.count()) == ("open", 2)
