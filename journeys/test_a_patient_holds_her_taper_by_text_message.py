"""At night, with a phone that does nothing else: the taper rests at once, and the team sees it."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable
from uuid import uuid4

from journeys.conftest import Clinic
from journeys.visiting import Visitor

PHONE = "+15555550142"


def texted(clinic: Clinic, words: str) -> None:
    """What the clinic's gateway does when a text has come from the phone."""
    body = json.dumps({"from": PHONE, "text": words, "id": str(uuid4())}).encode()
    token = clinic.house.environment["GLIDEPATH_SMS_INCOMING_TOKEN"]
    headers = {"Content-Type": "application/json", "Authorization": token}
    asked = urllib.request.Request(f"{clinic.house.address}/text-messages/incoming/", body, headers)
    with urllib.request.urlopen(asked, timeout=20) as answer:
        assert json.load(answer) == {"stored": True}


def test_a_patient_holds_her_taper_by_text_message(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    ref = clinic.stage("darnell")
    darnell, nurse = seat("darnell", phone=True), seat("nurse")
    darnell.go("/text-messages/")
    darnell.look("text-messages")
    darnell.press("Give me a code")
    darnell.look("text-messages-code")
    code = re.search(r"JOIN (\d{5} \d{5})", darnell.page.locator("main").inner_text())
    assert code is not None
    texted(clinic, f"Join {code[1]}")
    darnell.go("/text-messages/")
    darnell.sees("The phone that ends in 0142")
    darnell.look("text-messages-joined")

    texted(clinic, "HOLD")
    darnell.go("/today/")
    darnell.sees(re.compile("rest|pause", re.IGNORECASE))
    nurse.go(f"/patients/{ref}/")
    nurse.sees("paused the taper")
