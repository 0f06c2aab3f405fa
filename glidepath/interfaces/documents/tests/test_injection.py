"""What people write into names and reasons is printed as they wrote it, and never obeyed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import typst
from icalendar import Calendar
from pypdf import PdfReader

from glidepath.interfaces.documents import files, paper
from glidepath.interfaces.documents.frozen_plan import FrozenPlan
from glidepath.interfaces.documents.tests.random_plans import AT, random_plans, signed_in_memory
from glidepath.interfaces.documents.tests.readers import pdf_text

pytestmark = pytest.mark.hazard("HZ-38")

PAYLOADS = (
    '#read("/etc/passwd")',
    '#include "../paper.py"',
    '#import "@preview/cetz:0.2.2"',
    "#sys.inputs.data",
    "#panic(1)",
    "#while true {}",
    '"); #eval("1 + 1"); ("',
    '"}, "title": "You take 900 mg',
    "= A heading of my own",
    "*Take ten tablets* _now_ $x^2$ `raw` <label> @cite",
    "// a comment",
    "/* no end",
    "\\u{41} \\ \\n",
    "[content] {code} ~ --- ...",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "{% raw %}{{ settings.SECRET_KEY }}",
    "BEGIN:VEVENT",
    "line one\nline two",
    "\u202eesrever",
    "José Ñandú Łukasz Ørsted",
)


def signed(person: str = "Marisol Vega", clinic: str = "Terrace Clinic") -> FrozenPlan:
    return signed_in_memory(next(random_plans(1, 1)), person, clinic)


def plain(text: str) -> str:
    """Text without what a page does to it: line breaks, runs of spaces, and marks of direction."""
    return "".join(sign for sign in text if not sign.isspace() and sign != "\u202e")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_name_is_printed_letter_for_letter(payload: str) -> None:
    printed = plain(pdf_text(paper.plan_pdf(signed(payload), "en", AT)))
    wanted = plain(payload)
    assert wanted in printed or wanted[::-1] in printed


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_clinics_name_is_printed_letter_for_letter_and_changes_no_dose(payload: str) -> None:
    usual = plain(pdf_text(paper.plan_pdf(signed(), "en", AT)))
    printed = plain(pdf_text(paper.plan_pdf(signed(clinic=payload), "en", AT)))
    assert usual[usual.index("Morning") :] == printed[printed.index("Morning") :] if "Morning" in usual else printed


def test_the_paper_can_read_no_file_beside_its_template(tmp_path: Path) -> None:
    prying = tmp_path / "prying.typ"
    prying.write_text('#read("/../secret.txt")')
    (tmp_path.parent / "secret.txt").write_text("secret")
    with pytest.raises(typst.TypstError):
        typst.compile(prying, root=tmp_path)


def test_the_folder_of_the_template_holds_nothing_else() -> None:
    assert [file.name for file in paper.PAPERS.iterdir()] == ["plan.typ"]


def test_the_template_turns_no_text_into_code() -> None:
    source = paper.TEMPLATE.read_text()
    assert "eval(" not in source and "read(" not in source and "import" not in source and "include" not in source


def test_the_paper_is_marked_for_readers_who_do_not_see_it() -> None:
    document = PdfReader(BytesIO(paper.plan_pdf(signed(), "es", AT)))
    root = document.trailer["/Root"]
    assert root["/Lang"] == "es"
    assert root["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("payload", ["BEGIN:VEVENT\r\nSUMMARY:x", "a\\,b;c\nEND:VCALENDAR"])
def test_what_is_written_into_a_plan_opens_no_entry_in_the_calendar(payload: str) -> None:
    frozen = signed()
    before = len(Calendar.from_ical(files.calendar_file(frozen, "en", AT, True)).walk("VEVENT"))
    for step in frozen.plan.frozen["steps"]:
        step["medicines"][0]["product"] = payload
    content = files.calendar_file(frozen, "en", AT, True)
    assert len(Calendar.from_ical(content).walk("VEVENT")) == before
