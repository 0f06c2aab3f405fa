"""What the rules do not look at may be left out of a picture: no answer changes, whatever a clinic's limits are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from glidepath_clinical.picture import PatientPicture, Reading
from glidepath_clinical.protocol import Limits
from glidepath_clinical.protocol.limits import LimitsError
from glidepath_clinical.red_flags import days_looked_at, evaluate
from hypothesis import assume, given, settings
from hypothesis import strategies as st

AS_OF = datetime(2027, 3, 15, 13, 30, tzinfo=UTC)
TODAY = AS_OF.date()
DAYS = 130
SERIES = tuple(days_looked_at(Limits()))
NAMES = ("pain_baseline_days", "pain_orange_days", "pain_yellow_days", "oih_weeks", "oih_window_days")
NAMES += ("daily_mood_days", "sleep_days", "extra_doses_days")
RANGES = {one.name: (int(one.lowest), int(one.highest)) for one in Limits().describe() if one.name in NAMES}

levels = st.lists(st.none() | st.integers(0, 10), min_size=DAYS, max_size=DAYS)
overrides = st.fixed_dictionaries({}, optional={name: st.integers(*RANGES[name]).map(str) for name in NAMES})


def series(values: list[int | None]) -> tuple[Reading, ...]:
    """A reading for each day with a value, the first of the list today."""
    known = [(TODAY - timedelta(days=back), value) for back, value in enumerate(values) if value is not None]
    return tuple(reading(day, value) for day, value in known)


def reading(day: date, value: int) -> Reading:
    at = datetime.combine(day, AS_OF.time(), UTC)
    return Reading(Fraction(value), day, at, "patient", f"check_in:{day}")


def asked(day: date | None) -> PatientPicture:
    """A picture in which the rules on series can speak."""
    known = {"baseline_ended_on": TODAY - timedelta(days=200), "last_step_on": day}
    weekly = {name: Reading(True, TODAY, AS_OF, "clinician") for name in ("allodynia",)}
    return PatientPicture(
        AS_OF,
        TODAY,
        **known,
        **weekly,
        new_injury_or_illness=Reading(False, TODAY, AS_OF, "clinician"),
        sows_latest=reading(TODAY, 2),
        new_pain_regions=reading(TODAY, 3),
    )


def limits_with(changed: dict[str, str]) -> Limits | None:
    try:
        return Limits().with_overrides(changed)
    except LimitsError:
        return None


@given(st.fixed_dictionaries(dict.fromkeys(SERIES, levels)), overrides, st.integers(0, 120))
@settings(max_examples=150, deadline=None)
def test_older_days_than_the_rules_look_at_change_no_answer(
    told: dict[str, list[int | None]], changed: dict[str, str], step_back: int
) -> None:
    limits = limits_with(changed)
    assume(limits is not None)
    assert limits is not None
    whole = {name: series(values) for name, values in told.items()}
    first = {name: TODAY - timedelta(days=int(days)) for name, days in days_looked_at(limits).items()}
    kept = {name: tuple(one for one in readings if one.on >= first[name]) for name, readings in whole.items()}
    picture = asked(TODAY - timedelta(days=step_back))
    assert evaluate(replace(picture, **kept), limits) == evaluate(replace(picture, **whole), limits)


def test_days_that_the_rules_do_look_at_change_an_answer() -> None:
    """The oldest day counts: pain that was low four weeks ago is what the newest pain is held against."""
    days = int(days_looked_at(Limits())["pain_daily"])
    low_then = series([8] * 7 + [None] * 21 + [1] * 7 + [8] * 20)
    picture = asked(TODAY - timedelta(days=100))
    found = {
        since: {one.rule for one in evaluate(_from(picture, low_then, since), Limits()).found}
        for since in (days, days - 5)
    }
    assert "opioid_induced_hyperalgesia" in found[days]
    assert "opioid_induced_hyperalgesia" not in found[days - 5]


def _from(picture: PatientPicture, pain: tuple[Reading, ...], days: int) -> PatientPicture:
    return replace(picture, pain_daily=tuple(one for one in pain if one.on >= TODAY - timedelta(days=days)))
