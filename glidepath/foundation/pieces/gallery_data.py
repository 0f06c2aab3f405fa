"""Invented data for the style gallery. No person, number or date here is real."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from glidepath.foundation.pieces.charts import (
    AlertMark,
    DosePeriod,
    Flag,
    Kind,
    Path,
    Picture,
    Point,
    Spark,
    Visit,
    function_lane,
    mood_lane,
    own_band,
    pain_lane,
    sleep_lane,
)

FIRST, TODAY = date(2025, 12, 9), date(2026, 6, 9)
LAST = date(2026, 12, 22)
BASELINE_END = date(2026, 1, 5)
STEPS = (date(2026, 1, 6), date(2026, 3, 3), date(2026, 5, 12))


def _dose(starts: date, daily: int, kind: Kind = Kind.TAKEN) -> DosePeriod:
    return DosePeriod(starts, None, Decimal(daily), kind)


DOSES = (
    _dose(FIRST, 180),
    _dose(STEPS[0], 165),
    _dose(STEPS[1], 150),
    _dose(date(2026, 4, 28), 150, Kind.HOLD),
    _dose(STEPS[2], 135),
    _dose(date(2026, 7, 7), 120, Kind.PLANNED),
    _dose(date(2026, 9, 1), 105, Kind.PLANNED),
    _dose(date(2026, 10, 27), 90, Kind.PLANNED),
)


def _ripple(day: int) -> Decimal:
    """A steady up and down without chance, between -1 and 1."""
    return Decimal((day * 37) % 21 - 10) / 10


def _after_step(on: date) -> Decimal:
    """How rough the days after a step are: 1 on the day, fading over two weeks."""
    days = [(on - step).days for step in STEPS if 0 <= (on - step).days < 14]
    return Decimal(14 - days[0]) / 14 if days else Decimal(0)


def _daily(base: str, slope: str, ripple: str, bump: str, *, gap: tuple[date, date] | None = None) -> list[Point]:
    points = []
    for day in range((TODAY - FIRST).days + 1):
        on = FIRST + timedelta(days=day)
        if gap and gap[0] <= on <= gap[1]:
            continue
        value = Decimal(base) + Decimal(slope) * day + Decimal(ripple) * _ripple(day) + Decimal(bump) * _after_step(on)
        points.append(Point(on, value))
    return points


def _pain() -> list[Point]:
    rough = _daily("6.4", "-0.007", "0.9", "1.2", gap=(date(2026, 3, 16), date(2026, 3, 19)))
    return [Point(p.on, p.value.quantize(Decimal(1)) if p.value is not None else None) for p in rough]


def _sleep() -> list[Point]:
    nights = _daily("6.1", "0.002", "0.45", "-0.5", gap=(date(2026, 2, 16), date(2026, 3, 20)))
    short = TODAY - timedelta(days=6)
    return [Point(p.on, p.value - 1 if p.value is not None and p.on >= short else p.value) for p in nights]


def _weekly(values: str) -> list[Point]:
    answers = [None if v == "-" else Decimal(v) for v in values.split()]
    return [Point(TODAY - timedelta(days=7 * (len(answers) - 1 - n)), v) for n, v in enumerate(answers)]


def picture() -> Picture:
    """Six months with one rest, one silent stretch of the watch, and a rough last week."""
    pain, sleep = _pain(), _sleep()
    peg = _weekly("7.3 7.3 7 7 7.7 7 7 6.7 6.7 6.3 6.3 6.3 7 6.7 6.3 6 6 6 5.7 6.7 6.3 5.7 5.7 6 5.7 5.3 5.3")
    mood = _weekly("1 1 1 1 1 2 1 1 1 1 1 1 1 2 1 1 1 1 1 3 2 - - 1 1 1 3")
    return Picture(
        key="gallery",
        title="Dose and how Marisol is doing, 9 December to 9 June",
        finding="Dose fell from 180 to 135 mg a day in three steps with one two-week hold. Sleep was below her own "
        "range in the last 7 nights. PHQ-2 rose to 3 on 9 June. The table below holds every number.",
        medicine="morphine ER",
        unit="mg",
        doses=DOSES,
        lanes=(
            pain_lane(pain, own_band(pain, FIRST, BASELINE_END)),
            function_lane(peg, own_band(peg, FIRST, BASELINE_END)),
            mood_lane(mood, own_band(mood, FIRST, BASELINE_END)),
            sleep_lane(sleep, own_band(sleep, FIRST, BASELINE_END)),
        ),
        first_on=FIRST,
        today=TODAY,
        last_on=date(2026, 7, 24),
        visits=(*(Visit(on) for on in STEPS), Visit(date(2026, 6, 11), True), Visit(date(2026, 6, 30), True)),
        alerts=(
            AlertMark(date(2026, 1, 14), "YELLOW"),
            AlertMark(date(2026, 3, 5), "RED"),
            AlertMark(date(2026, 4, 22), "ORANGE"),
            AlertMark(date(2026, 6, 8), "ORANGE"),
        ),
        note="135 MME, CDC 2022",
    )


def path() -> Path:
    """The same taper as its owner sees it."""
    return Path(
        key="path",
        title="Your path from 180 mg to 90 mg a day",
        finding="Three steps done with one two-week rest. You are on 135 mg. Three steps are still to come, each only "
        "if you say yes.",
        unit="mg",
        doses=DOSES,
        today=TODAY,
        last_on=LAST,
        flags=(Flag(date(2026, 1, 14), "Stairs without stopping"), Flag(date(2026, 3, 10), "Choir again")),
        goal_text="your goal",
    )


def long_path() -> Path:
    """A small-step taper of two years: many terraces, few numbers fit."""
    starts = [FIRST + timedelta(days=28 * n) for n in range(26)]
    doses = tuple(_dose(on, 260 - 10 * n, Kind.TAKEN if on <= TODAY else Kind.PLANNED) for n, on in enumerate(starts))
    end = starts[-1] + timedelta(days=28)
    title, finding = "Your path from 260 mg to 10 mg a day", "Six steps done. Nineteen are still to come."
    return Path("long", title, finding, "mg", doses, TODAY, end, (), "your goal")


def _units(*pairs: str) -> list[dict[str, str]]:
    return [dict(zip(("strength", "count"), pair.split("x"), strict=True)) for pair in pairs]


def _entry(time_of_day: str, amount: str, units: list[dict[str, str]], words: str, **more: str) -> dict[str, Any]:
    return {"time_of_day": time_of_day, "amount": amount, "unit": "mg", "units": units, "words": words, **more}


TODAY_DOSES = [
    _entry("morning", "60", _units("60x1"), "One 60 mg tablet", clock="8:00", taken_at="8:05", undo_url="#"),
    _entry(
        "evening", "75", _units("60x1", "15x1"), "One 60 mg tablet and one 15 mg tablet", clock="20:00", took_url="#"
    ),
]
OTHER_DOSES = [
    _entry("morning", "22.5", _units("15x1.5"), "One and a half 15 mg tablets"),
    _entry("noon", "90", _units("30x3"), "Three 30 mg tablets"),
    _entry("evening", "1800", _units("300x6"), "Six 300 mg capsules", form="capsule"),
    _entry("bedtime", "8", _units("8x1", "2x1"), "One 8 mg film and one 2 mg film", form="film"),
]
FORMS = [
    ("tablet", _units("5x1", "10x1", "15x1", "20x1", "30x1", "40x1", "60x1", "80x1", "100x1", "200x1")),
    ("tablet", _units("0.5x1", "37.5x1", "15x0.5", "60x0.5", "5x0.5")),
    ("capsule", _units("100x1", "300x2", "400x1")),
    ("patch", _units("12x1", "25x1", "50x1")),
    ("film", _units("2x1", "8x1", "12x1")),
    ("liquid", _units("10x2.5")),
]
STEP_LIST = [
    {"state": "past", "title": "165 mg a day", "dates": "6 January to 2 March", "words": "You reached: stairs."},
    {"state": "rest", "title": "A rest at 150 mg", "dates": "28 April to 11 May", "words": "You asked for time."},
    {"state": "here", "number": 3, "title": "135 mg a day", "dates": "Since 12 May, week 5", "doses": TODAY_DOSES},
    {"state": "ahead", "number": 4, "title": "120 mg a day", "dates": "Not before 7 July"},
    {"state": "goal", "number": 6, "title": "90 mg a day, your goal", "dates": "Not before 27 October"},
]
ANSWERS = [
    {"question": "What did you manage today?", "answer": "Walked to the market", "url": "#"},
    {"question": "Which number says best how strong your pain is today?", "answer": "4", "url": "#"},
    {"question": "How did you sleep?", "answer": "", "url": "#"},
]
DO = ["Keep your usual day, smaller", "Drink water, walk a little"]
DO_NOT = ["Take an old, higher dose “just once”", "Wait for Monday if it feels wrong"]
READY = {
    "verdict": "cannot_say",
    "sentence": "Two answers are missing. Until then she stays on 135 mg.",
    "speaks_for": [
        {"text": "PEG 6.7 to 5.3 since the hold", "source": "9 Jun", "url": "#"},
        {"text": "No withdrawal signs for 14 days", "source": "SOWS", "url": "#"},
    ],
    "against": [{"text": "Sleep 5.3 h, her band 5.6 to 6.4", "source": "watch", "url": "#"}],
    "unknown": [
        {"text": "PHQ-9 and GAD-7 before the step", "source": "due 30 Jun", "url": "#"},
        {"text": "Her consent to this step", "source": "visit", "url": "#"},
    ],
}


def _spark(name: str, finding: str, values: str) -> Spark:
    numbers = tuple(None if v == "-" else Decimal(v) for v in values.split())
    return Spark(name, finding, numbers, Decimal(0), Decimal(10), (Decimal(3), Decimal(5)))


def alert_rows() -> list[dict[str, Any]]:
    """One row of each urgency, one without an owner, one with a silent fortnight."""
    up = _spark("mood", "Mood score up sharply today", "4 4 5 3 4 3 5 4 5 4 4 5 7 9")
    down = _spark("sleep", "Sleep below her band", "4 5 5 5 4 5 5 4 4 5 4 2 2 2")
    quiet = _spark("pain", "No check-in for three days", "4 5 5 3 4 3 3 4 5 5 4 - - -")
    never = _spark("pain", "No answer in 14 days", "- - - - - - - - - - - - - -")
    row = {"url": "#", "owner": "J. Whitfield"}
    return [
        {**row, "id": 1, "urgency": "RED", "age": "4 min", "name": "Darnell Price", "owner": "", "spark": up}
        | {"detail": "51 · oxycodone 60 mg · step 2", "reason": "PHQ-9 item 9 answered 2, 14:20 today"}
        | {"action": {"label": "Call him now", "url": "#", "icon": "phone"}},
        {**row, "id": 2, "urgency": "ORANGE", "age": "2 h 05", "name": "Marisol Vega", "spark": down, "selected": True}
        | {"detail": "58 · morphine 135 mg · step 3", "reason": "Sleep below her own band 5 of 7 nights, PHQ-2 at 3"}
        | {"action": {"label": "Open picture", "url": "#", "icon": "eye"}},
        {**row, "id": 3, "urgency": "YELLOW", "age": "5 h", "name": "Robert Fine", "spark": quiet}
        | {"detail": "66 · morphine 90 mg · at goal", "reason": "No check-in for 3 days, reminders not opened"}
        | {"action": {"label": "Acknowledge", "url": "#", "icon": "check", "post": True}},
        {**row, "id": 4, "urgency": "YELLOW", "age": "1 d", "name": "Georg Huber", "spark": never}
        | {"detail": "72 · oxycodone 30 mg · step 5", "reason": "Step 6 was not released on 8 June. He stays on 30 mg"}
        | {"action": {"label": "Decide step", "url": "#", "icon": "footprints"}},
    ]


class SampleForm(forms.Form):
    """One control of each kind, sent with mistakes so that the errors show."""

    phone = forms.CharField(label="Phone number for today", help_text="We call only if the picture breaks.")
    place = forms.ChoiceField(label="Where are you?", choices=[("", "Choose one"), ("home", "At home")])
    sleep = forms.ChoiceField(
        label="How did you sleep?",
        choices=[("well", "Well"), ("short", "Short, but all right"), ("badly", "Badly")],
        widget=forms.RadioSelect,
    )
    private = forms.BooleanField(label="This phone is private", required=False)


def sample_form() -> SampleForm:
    """The form as it comes back with three mistakes."""
    return SampleForm({"phone": "", "place": "", "private": "on"})
