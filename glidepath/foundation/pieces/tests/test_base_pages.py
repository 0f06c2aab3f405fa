"""The frames of the pages: help is always there, and the error pages need nothing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.urls import reverse


def test_pause_and_help_stand_in_this_order_on_every_patient_page() -> None:
    page = render_to_string("patient_base.html")
    assert page.index(f'href="{reverse("tapering:pause")}"') < page.index(f'href="{reverse("escalation:help")}"')


@pytest.mark.parametrize("name", ["account_base.html", "400.html", "403.html", "404.html", "500.html", "403_csrf.html"])
def test_help_without_signing_in_is_one_step_away(name: str) -> None:
    assert f'href="{reverse("escalation:help")}"' in render_to_string(name)


@pytest.mark.parametrize("name", ["patient_base.html", "clinic_base.html", "account_base.html"])
def test_a_demo_clinic_says_on_every_page_that_its_people_are_invented(name: str) -> None:
    assert "Synthetic data." in render_to_string(name, {"synthetic_data": True})
    assert "Synthetic data." not in render_to_string(name, {"synthetic_data": False})


def test_a_stopped_worker_is_the_first_thing_on_a_clinicians_page() -> None:
    page = render_to_string("clinic_base.html", {"watchdog": {"minutes": 3}, "synthetic_data": True})
    assert page.index('role="alert"') < page.index("Synthetic data.") < page.index("<header")


def test_without_script_the_live_mark_says_not_live() -> None:
    page = render_to_string("clinic_base.html", {"account_role": "nurse"})
    assert '<span data-live-words aria-hidden="true">Not live</span>' in page


def test_the_dark_sheet_is_for_screens_only_so_that_paper_gets_the_light_one() -> None:
    assert 'css/dark.css" media="screen and (prefers-color-scheme:dark)"' in render_to_string("base.html")


def test_every_page_forbids_the_scripting_ways_of_htmx() -> None:
    page = render_to_string("base.html")
    assert '"allowEval":false,"allowScriptTags":false,"selfRequestsOnly":true' in page


def test_the_time_of_a_stop_is_printed_in_the_zone_it_comes_in() -> None:
    stopped = datetime(2026, 6, 9, 14, 2, tzinfo=ZoneInfo("America/Denver"))
    page = render_to_string("pieces/watchdog.html", {"watchdog": {"stopped_at": stopped, "minutes": 3}})
    assert "at 14:02 MDT, 3 minutes ago" in page
