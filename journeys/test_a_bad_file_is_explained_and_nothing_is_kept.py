"""A file that cannot be taken in: the page says what is wrong and how to mend it, and the record stays as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from glidepath.care.intake.addresses import key_of
from glidepath.demo.cast import ZONE
from glidepath.demo.record_file import record_file
from glidepath.foundation.clock import today
from journeys.at_intake import marisol
from journeys.conftest import Clinic
from journeys.visiting import Visitor


def nobody_in_it() -> bytes:
    """A sound bundle without a person."""
    bundle = json.loads(record_file(replace(marisol(), key="nobody", given="Nobody"), today(ZONE)))
    bundle["entry"] = [entry for entry in bundle["entry"] if entry["resource"]["resourceType"] != "Patient"]
    return json.dumps(bundle).encode()


BAD = {
    "empty": b"",
    "a-picture": b"\xff\xd8\xff\xe0 not a record",
    "half-a-file": record_file(marisol(), today(ZONE))[:400],
    "a-list": b"[1, 2, 3]",
    "nobody": nobody_in_it(),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_explained_and_nothing_is_kept(name: str, clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    nurse = seat("nurse")
    before = people_and_imports(nurse)
    nurse.go("/import/")
    nurse.page.get_by_label("FHIR R4 file").set_input_files(
        {"name": f"{name}.json", "mimeType": "application/json", "buffer": BAD[name]}
    )
    nurse.page.get_by_role("button", name="Import").click()
    fault = nurse.page.get_by_role("alert").first
    assert len(fault.inner_text()) > 40, "too few words to mend anything by"
    nurse.look(f"import-refused-{name}")
    assert people_and_imports(nurse) == before


def people_and_imports(nurse: Visitor) -> tuple[str, int]:
    """What the list of people and the list of imports say."""
    nurse.go("/patients/")
    people = nurse.page.locator("main .muted").first.inner_text()
    nurse.go("/import/")
    return people, nurse.page.locator("section[aria-labelledby=recent] li").count()


def test_a_form_with_a_mistake_leads_to_the_field(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    ref = clinic.stage("amina")
    pharmacist = seat("pharmacist")
    pharmacist.go(f"/patients/{ref}/medicines/{key_of('morphine ER tablet')}/")
    pharmacist.fill("Morning", "a lot")
    pharmacist.press("Save what is taken")
    pharmacist.look("what-is-taken-with-mistakes")
    summary = pharmacist.page.get_by_role("alert").first
    link = summary.get_by_role("link").first
    target = link.get_attribute("href") or ""
    assert target.startswith("#") and pharmacist.page.locator(target).count() == 1, f"{target} leads nowhere"
    pharmacist.go(f"/patients/{ref}/medicines/")
    assert "a lot" not in pharmacist.page.content()
