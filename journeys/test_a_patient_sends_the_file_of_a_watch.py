"""A patient sends the file of a watch, sees it being read, and takes it back; the nurse sees steps and sleep."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from glidepath.demo.cast import ZONE
from glidepath.foundation.clock import today
from journeys.conftest import Clinic
from journeys.visiting import Visitor


def table(last: date) -> bytes:
    """Forty days of a band, the fifth a mistake."""
    days = (last - timedelta(days=n) for n in range(40))
    rows = [f"{on},Band,{'many' if n == 4 else 4000 + n},6.5" for n, on in enumerate(days)]
    return "\n".join(["date,source,steps,sleep_hours", *rows]).encode()


def export(last: date) -> bytes:
    """A file that is too large to be read while the page waits."""
    row = (
        '<Record type="HKQuantityTypeIdentifierStepCount" sourceName="Watch" unit="count" '
        'startDate="{on} {h:02}:{m:02}:00 -0600" endDate="{on} {h:02}:{m:02}:30 -0600" value="3"/>\n'
    )
    days = [last - timedelta(days=n) for n in range(1, 30)]
    rows = [row.format(on=on, h=h, m=m) for on in days for h in range(24) for m in range(0, 60, 3)]
    return f"<HealthData>{''.join(rows)}</HealthData>".encode()


def send(person: Visitor, name: str, content: bytes) -> None:
    """Choose a file and send it."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    person.page.get_by_label("File from your device").set_input_files(file)
    person.page.get_by_role("button", name="Send", exact=True).click()


def test_a_patient_sends_the_file_of_a_watch(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    ref = clinic.stage("lien")
    lien, here = seat("lien", phone=True), today(ZONE)
    lien.go("/my-devices/")
    lien.look("my-devices-empty")
    send(lien, "days.csv", table(here))
    lien.sees("Please tick this box first")
    lien.look("my-devices-not-agreed")
    lien.page.get_by_role("checkbox").check()
    send(lien, "days.csv", table(here))
    lien.sees("1 row left out")
    lien.look("device-file-read")
    lien.press("Back to my devices")
    send(lien, "export.xml", export(here))
    lien.sees("We are reading it")
    assert lien.page.get_by_role("progressbar").count() == 1
    lien.look("device-file-being-read")
    lien.page.get_by_role("heading", name=re.compile("^Read:")).wait_for(timeout=60_000)
    lien.sees("Watch")
    lien.press("Take this file back")
    lien.sees("no longer count")
    nurse = seat("nurse")
    nurse.go(f"/patients/{ref}/")
    nurse.sees("Asleep")
    nurse.look("patient-with-a-device")
    nurse.go(f"/patients/{ref}/devices/")
    nurse.look("devices-of-a-patient")
