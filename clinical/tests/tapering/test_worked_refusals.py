"""The worked numbers of rotation.md and refusals-and-offers.md come from the code; every code of the page exists."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import glidepath_clinical.tapering as engine

from .cases import medicine, planned, refused, request
from .change_events import amounts, changed, codes, event, medicine_of
from .test_change_label_rotation import BELBUCA, FENTANYL, by_label

PAGES = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "algorithms"


def test_rotation(worked_numbers: Callable[[str], str]) -> None:
    text = worked_numbers("rotation")
    (rotated,) = changed(planned(request()), event("rotate"))
    split = " / ".join(amounts(rotated).values())
    assert f"a cut of 25 %: {medicine_of(rotated)['daily']} mg a day, given as {split} mg." in text
    (patch,) = changed(planned(request()), by_label(FENTANYL, "135", "135", ["morning"]))
    assert f"to a fentanyl patch: {amounts(patch)['morning']} mcg/h." in text
    assert codes(planned(request()), by_label(BELBUCA, "135", "135", ["morning", "evening"])) == ("taper_first",)
    half = {"reduction_percent": "50", "basis": "original", "every_days": 28}
    low = request(framework=None, pace=half, medicines=[medicine("morphine ER tablet", "15", "0", "15")])
    early = {"on": "2027-01-05", "starts_on": "2027-01-06"}
    (film,) = changed(planned(low), by_label(BELBUCA, "30", "30", ["morning", "evening"], **early))
    assert f"at 30 mg, taken for longer than a week, it begins with {amounts(film)['morning']} mcg twice a day." in text
    methadone = event("rotate", to={"product": "methadone tablet", "unit": "mg"})
    assert f"To methadone: `{codes(planned(request()), methadone)[0]}`." in text


def test_refusals_and_offers(worked_numbers: Callable[[str], str]) -> None:
    text = worked_numbers("refusals-and-offers")
    document = refused(request(framework="fda-label", pace={"reduction_percent": "10"}))
    daily = document["steps_so_far"][-1]["medicines"][0]["daily"]
    assert f"refused at step {document['at']}, from {daily} mg a day." in text
    first, last = document["offers"][0], document["offers"][-1]
    assert first["because"].startswith("Hold each dose for 84 days and allow steps of up to 30 % of the current dose")
    assert "holds each dose for 84 days and allows steps of up to 30 % of the current dose" in text
    assert (last["kind"], last["plan"]["steps"][-1]["medicines"][0]["daily"]) == ("lowest_that_keeps_the_cap", daily)
    assert f"the last one is to stay at {daily} mg a day." in text


def test_every_code_on_the_pages_stands_in_the_code() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(engine.__file__).parent.rglob("*.py"))
    told = {code for name in ("rotation", "refusals-and-offers") for code in _codes(name)}
    assert len(told) > 30
    assert {code for code in told if f'"{code}"' not in source} == set()


def _codes(page: str) -> list[str]:
    table = [line for line in (PAGES / f"{page}.md").read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return re.findall(r"`([a-z0-9_]+)`", "\n".join(line.rpartition(" | ")[2] for line in table))
