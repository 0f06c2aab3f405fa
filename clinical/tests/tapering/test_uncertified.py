"""A plan that the independent check does not agree with is never given out, whatever the engine made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from glidepath_clinical.tapering import planning
from glidepath_clinical.tapering.change import NotChanged, change

from .cases import planned, refused, request
from .change_events import event


@pytest.fixture
def engine_that_slips(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine whose second step takes more in the morning than its tablets make."""
    sound: Callable[..., list[dict[str, Any]]] = planning.steps_json

    def slipping(*args: Any) -> list[dict[str, Any]]:
        steps = sound(*args)
        steps[1]["medicines"][0]["doses"]["morning"]["amount"] = "90"
        return steps

    monkeypatch.setattr(planning, "steps_json", slipping)


@pytest.mark.usefixtures("engine_that_slips")
def test_a_plan_whose_check_fails_is_refused_with_what_the_check_found() -> None:
    document = refused(request())
    assert [row["code"] for row in document["refusals"]] == ["certificate_failed"]
    assert "units_make_the_dose: step 2" in document["refusals"][0]["because"]
    assert "steps" not in document


def test_a_changed_version_whose_check_fails_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    document = planned(request())
    sound = planning.content_hash
    monkeypatch.setattr(planning, "content_hash", lambda version: sound({**version, "steps": []}))
    answer = change(document, [event("hold")])
    assert isinstance(answer, NotChanged)
    assert [row["code"] for row in answer.to_json()["refusals"]] == ["certificate_failed"]
