"""Notices say that something waits, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core import mail

from glidepath.foundation import notify
from glidepath.foundation.notify import Notice, send_notice
from glidepath.foundation.tests.cast import user

TEMPLATES = Path(notify.__file__).parent / "templates" / "notify"


@pytest.mark.hazard("HZ-30")
@pytest.mark.parametrize("kind", list(Notice))
def test_every_notice_has_the_link_and_no_other_variable(db, settings, kind):
    settings.GLIDEPATH_SITE_URL = "https://clinic.example/"
    send_notice(user("Paul"), kind)
    assert "https://clinic.example/" in mail.outbox[0].body
    assert "Paul" not in mail.outbox[0].body + mail.outbox[0].subject
    source = (TEMPLATES / f"{kind.value}.txt").read_text()
    assert set(re.findall(r"{{\s*(\w+)", source)) == {"link"}


def test_every_template_is_in_the_list():
    assert {path.stem for path in TEMPLATES.glob("*.txt")} == {kind.value for kind in Notice}


def test_a_notice_that_is_not_in_the_list_is_refused(db):
    with pytest.raises(ValueError, match="your_dose_is_late"):
        send_notice(user("Paul"), "your_dose_is_late")
    assert mail.outbox == []


def test_no_notice_names_a_medicine_or_a_state_of_health():
    words = ("taper", "dose", "opioid", "pain", "alert", "mood", "withdrawal", "medicine")
    for path in TEMPLATES.glob("*.txt"):
        assert not [word for word in words if word in path.read_text().lower()], path.name
