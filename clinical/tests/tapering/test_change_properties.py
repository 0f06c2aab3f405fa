"""Random logs of events: the past is never rewritten, every version is certified and follows from the one before."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

from glidepath_clinical.quantities import TimeOfDay
from glidepath_clinical.tapering import Planned, PlanRequest, plan
from glidepath_clinical.tapering.change import change, timeline
from glidepath_clinical.tapering.change.splitting import split_evenly
from glidepath_clinical.tapering.ladder import Grid
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from .cases import morphine, request
from .change_events import event

Json = dict[str, Any]
KINDS = ("hold", "resume", "ease", "ease_days", "step_back", "re_pace", "urgent_change", "rotate", "stop")
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def logs(draw: st.DrawFn) -> tuple[Json, list[Json]]:
    doses = draw(st.lists(st.sampled_from(("15", "30", "45", "60", "90")), min_size=3, max_size=3))
    framework = draw(st.sampled_from(("va-slower", "va-faster", "vadod22")))
    answer = plan(PlanRequest.from_json(request(framework=framework, medicines=[morphine(*doses)])))
    assume(isinstance(answer, Planned))
    running = answer.to_json()
    on, events = date(2027, 1, 4), []
    for _ in range(draw(st.integers(1, 4))):
        on += timedelta(days=draw(st.integers(0, 60)))
        events.append(_event(draw, on))
    return running, events


def _event(draw: st.DrawFn, on: date) -> Json:
    kind = draw(st.sampled_from(KINDS))
    later = (on + timedelta(days=draw(st.integers(0, 60)))).isoformat()
    dates = {"on": on.isoformat(), "starts_on": later}
    if kind == "hold":
        return event("hold", on=on.isoformat())
    if kind == "urgent_change":
        return event(
            kind, on=on.isoformat(), at=f"{on}T10:00+00:00", doses={"evening": draw(st.sampled_from(("15", "30")))}
        )
    if kind == "rotate":
        return event(kind, **dates, equianalgesic={"daily": "60", "of_daily": "90", "source": "table"})
    if kind == "stop":
        return event(
            kind,
            **dates,
            how="life_threatening",
            at=f"{on}T10:00+00:00",
            taken=None,
            prescriber="Dr. A",
            reason="sedation",
        )
    if kind == "ease_days":
        return event("ease", **dates, how="double_interval")
    return event(kind, **dates)


@FEW
@given(logs())
def test_the_past_is_never_rewritten(log: tuple[Json, list[Json]]) -> None:
    running, events = log
    given_before = deepcopy(running)
    versions = [running, *change(running, events).to_json()["versions"]]
    assert running == given_before
    for place in range(1, len(versions)):
        effect = date.fromisoformat(versions[place]["change"]["takes_effect_on"])
        for days in range(1, 90, 7):
            day = effect - timedelta(days=days)
            assert _taken_on(versions[:place], day) == _taken_on(versions[: place + 1], day)


def _taken_on(versions: list[Json], day: date) -> tuple[str, dict[str, Fraction]]:
    found = [
        s for s in timeline(versions) if (s.since is None or s.since <= day) and (s.until is None or day <= s.until)
    ]
    assert len(found) == 1
    return found[0].product, found[0].doses


@FEW
@given(logs())
def test_every_version_is_certified_and_names_the_one_before_and_its_event(log: tuple[Json, list[Json]]) -> None:
    running, events = log
    before = running
    for version, raw in zip(change(running, events).to_json()["versions"], events, strict=False):
        assert version["certificate"]["holds"], version["certificate"]
        assert version["previous_content_hash"] == before["content_hash"]
        assert version["change"]["event"] == raw
        before = version


@FEW
@given(logs())
def test_a_dose_only_ever_rises_by_a_step_back_to_a_dose_that_was_taken(log: tuple[Json, list[Json]]) -> None:
    running, events = log
    versions = [running, *change(running, events).to_json()["versions"]]
    stretches = timeline(versions)
    for place in range(1, len(stretches)):
        earlier, later = stretches[place - 1], stretches[place]
        if later.product != earlier.product or sum(later.doses.values()) <= sum(earlier.doses.values()):
            continue
        assert any(
            v["change"]["kind"] == "step_back" and v["change"]["takes_effect_on"] == str(later.since)
            for v in versions[1:]
        )
        assert later.doses in [stretch.doses for stretch in stretches[:place]]


@FEW
@given(
    strengths=st.sets(st.sampled_from((2, 3, 5, 10)), min_size=1),
    times=st.sets(st.sampled_from(list(TimeOfDay)), min_size=1),
    at_most=st.integers(1, 24),
)
def test_a_daily_dose_is_split_as_a_search_through_all_splits_says(
    strengths: set[int], times: set[TimeOfDay], at_most: int
) -> None:
    grid = Grid.of([Fraction(s) for s in sorted(strengths)], frozenset())
    split = split_evenly(grid, tuple(times), Fraction(at_most))
    makeable = {n for n in range(1, at_most + 1) if _can_be_made(n, strengths)}
    every = [day for day in product(sorted(makeable), repeat=len(times)) if sum(day) <= at_most]
    if not every:
        assert split == {}
        return
    daily = max(map(sum, every))
    off = min(max(abs(dose * len(times) - daily) for dose in day) for day in every if sum(day) == daily)
    assert sum(split.values()) == daily
    assert max(abs(dose * len(times) - daily) for dose in split.values()) == off
    assert set(split) == {time.value for time in times}


def _can_be_made(amount: int, strengths: set[int]) -> bool:
    return amount == 0 or any(amount >= s and _can_be_made(amount - s, strengths) for s in strengths)
