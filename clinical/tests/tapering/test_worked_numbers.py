"""The worked numbers of every page in docs/explanation/algorithms come from the code, each time the tests run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from glidepath_clinical.tapering import held, step_words, verify
from glidepath_clinical.tapering.dispensing import AtHome, Bottles, plan_fills, run_out
from glidepath_clinical.tapering.document import content_hash
from glidepath_clinical.tapering.forms import fhir_bundle
from glidepath_clinical.tapering.proposal import propose

from .cases import dailies, doses, medicine, morphine, planned, refused, request
from .change_events import amounts, changed, event, medicine_of
from .test_change import resumed
from .test_dispensing import scored
from .test_dispensing_patches_and_liquids import drops, patches
from .test_proposal import answers
from .test_several_medicines import LORAZEPAM, changes, pair

Json = dict[str, Any]
PAGES = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "algorithms"


def _row(step: Json) -> Json:
    row: Json = step["medicines"][0]
    return row


def _cuts(document: Json) -> list[Fraction]:
    daily = [Fraction(_row(step)["daily"]) for step in (document["present"], *document["steps"])]
    return [before - after for before, after in pairwise(daily)]


def _units(step: Json, time: str) -> list[str]:
    units = _row(step)["doses"][time]["units"]
    return [f"{row['count']} of {row['strength']}" for row in units]


def basis_and_cap() -> Iterator[str]:
    tablets = [morphine("60", "60", "60", strengths=("15",))]
    pace = {"reduction_percent": "10", "basis": "original", "every_days": 28}
    whole = planned(request(framework=None, pace=pace, medicines=tablets))
    assert set(_cuts(whole)) == {Fraction(15)}
    yield "tablets of 15 mg take 15 mg off each step down to the goal"
    stuck = refused(request(framework=None, pace={**pace, "basis": "current"}, medicines=tablets))
    last = _row(stuck["steps_so_far"][-1])["daily"]
    yield f"the fourth step from {last} mg may take {float(last) / 10} mg"
    yield f"the plan is refused at step {stuck['at']}"
    table = planned(request())["steps"][:5]
    shares = {_row(step)["cut_percent_of_original"] for step in table}
    yield f"takes {', '.join(shares)} % of the original at every step"
    yield f"which is {Fraction(_row(table[-1])['cut_percent_of_previous'])} % of the dose taken just before 15 mg three"
    assert doses(table[-1]) == ("15", "15", "15")


def changing_a_plan() -> Iterator[str]:
    (eased,) = changed(planned(request()), event("ease"))
    share, daily = Fraction(eased["pace"]["cap_share"]), dailies(eased)
    before = Fraction(planned(request())["pace"]["cap_share"])
    yield f"steps of at most {share * 270} mg instead of {before * 270} mg"
    yield f"that is {', '.join(daily[:3])} …"
    assert _row(eased["present"])["daily"] == "135"
    (rotated,) = changed(planned(request()), event("rotate"))
    split = " / ".join(amounts(rotated).values())
    yield f"a cut of 25 %: {medicine_of(rotated)['daily']} mg, given as {split} mg"
    (back,) = changed(planned(request()), event("step_back"))
    yield f"`step_back` on 2 April: {medicine_of(back)['daily']} mg, kept, with a warning after 25 days"
    assert "25 days" in str(back["change"])


def forms_of_a_plan() -> Iterator[str]:
    body = request(packing="fewest_units", framework="va-slowest")
    document = next(step for step in planned(body)["steps"] if "75" in doses(step))
    time = next(name for name, dose in _row(document)["doses"].items() if dose["amount"] == "75")
    yield f"75 mg as {' + '.join(row['strength'] for row in _row(document)['doses'][time]['units'])}"
    found = [dosage for dosage in _dosages(fhir_bundle(planned(body), "Patient/example")) if "15 mg" in str(dosage)]
    both = next(words.words for words in step_words(document, "en") if "60 mg tablet and one 15 mg" in words.words)
    yield f'both with "{both}" as the instruction for the patient'
    texts = {dosage["text"] for dosage in found if dosage["patientInstruction"] == both}
    yield f"two Dosages {' and '.join(sorted((f'{chr(34)}{t}{chr(34)}' for t in texts), key=lambda t: '15' in t))}"


def _dosages(found: Any) -> Iterator[Json]:
    if isinstance(found, dict):
        yield from found.get("dosageInstruction", [])
        found = list(found.values())
    for each in found if isinstance(found, list) else ():
        yield from _dosages(each)


def hold_and_resume() -> Iterator[str]:
    document = resumed(held(planned(request()), 2, date(2027, 2, 20)).to_json(), 2)
    present, rest = _row(document["present"])["daily"], ", ".join(dailies(document)[:-1])
    yield f"held at step 2 ({present} mg), resumed: {rest}, stopped"
    reductions = [step for step in document["steps"] if step["phase"] == "reduction"]
    cut, share = {*_cuts(document)[: len(reductions)]}, {_row(step)["cut_percent_of_original"] for step in reductions}
    yield f"Each reduction is {', '.join(map(str, cut))} mg, {', '.join(share)} %"


def liquids_patches_combinations() -> Iterator[str]:
    solution = medicine("morphine oral solution", "15", "15", "15", strengths=["2"])
    liquid = planned(request(framework=None, pace=_tenth(), medicines=[solution]))
    yield f"15 mg of a 2 mg/mL solution are {_row(liquid['present'])['doses']['morning']['units'][0]['count']} mL"
    tablets = medicine("oxycodone/acetaminophen tablet", "65", strengths=["5", "10"])
    both = planned(request(framework=None, pace=_tenth(), medicines=[tablets]))["present"]
    yield f"six of 10 and one of 5 are {(6 + 1) * 325} mg"
    assert _units(both, "morning") == ["6 of 10", "1 of 5"]
    yield f"thirteen tablets of 5 would be one strength and {13 * 325} mg of acetaminophen"
    patch = {"product": "fentanyl transdermal system 72 h", "unit": "mcg/h", "doses": {"morning": "100"}}
    patch |= {"strengths": ["25", "50", "75", "100"], "patch_changed_on": "2027-01-08"}
    steps = planned(request(framework=None, pace=_tenth("25"), medicines=[patch]))["steps"]
    days = (date.fromisoformat(steps[1]["starts_on"]) - date.fromisoformat(steps[0]["starts_on"])).days
    assert len(_row(steps[0])["patch"]["changes_on"]) == 10
    yield f"steps last {days} days, ten patches each"


def _tenth(share: str = "10") -> Json:
    return {"reduction_percent": share, "basis": "original", "every_days": 28}


def next_step_proposal() -> Iterator[str]:
    for said, words in (
        ("peg_before=3; peg_now=4", "and 4 for a week: up by 33 %, above the 30 % that matter, so {}"),
        ("peg_before=4; peg_now=5", "PEG 4 and then 5: 25 %, {}"),
        ("cows=12", "COWS 12 {}s"),
        ("cows=13", "13 {}s"),
        ("percent_of_original=30", "30 % of the original dose: {}"),
    ):  # fmt: skip
        yield words.format(propose(answers(said)).kind.value.replace("_", " "))


def plan_certificate() -> Iterator[str]:
    document = planned(request())
    del document["steps"][1]
    document["content_hash"] = content_hash(document)
    daily = [Fraction(row) for row in dailies(document)[:2]]
    cap = Fraction(document["pace"]["cap_share"]) * 270
    yield f"drops from {daily[0]} to {daily[1]} mg: {daily[0] - daily[1]} mg against a cap of {cap} mg"
    assert "cap_is_kept" in verify(document).failed


def several_medicines() -> Iterator[str]:
    found = changes(planned(pair(framework="va-faster")))
    turn = [name for _, name in found].index(LORAZEPAM)
    first = date.fromisoformat(planned(pair(framework="va-faster"))["request"]["starts_on"])
    last_one, next_one = ((found[place][0] - first).days + 1 for place in (turn - 1, turn))
    yield f"the last morphine step begins on day {last_one}, the first lorazepam step on day {next_one}"


def taper_steps() -> Iterator[str]:
    steps = planned(request(framework="va-slowest"))["steps"]
    for number, step in enumerate(steps[:3], start=1):
        yield f"**{'/'.join(doses(step))}**"
        yield f"Step {number} aims at {270 - 15 * number} mg"
    yield f"With VA slower (target 45 mg, cap 54 mg) step 1 is {'/'.join(doses(planned(request())['steps'][0]))}"


def terminal_phase() -> Iterator[str]:
    steps = planned(request())["steps"]
    ends = [step for step in steps if step["phase"] in ("terminal", "stopped")]
    way = [doses(steps[-len(ends) - 1]), *(doses(step) for step in ends[:-1])]
    yield f"{' → '.join('/'.join(day) for day in way)} → stopped"
    shares = {_row(step)["cut_percent_of_original"] for step in ends}
    rounded = [round(Fraction(_row(step)["cut_percent_of_previous"])) for step in ends]
    yield f"{', '.join(shares)} % of an original 270 mg each, and {rounded[0]}, {rounded[1]} and {rounded[2]} %"


def units_of_a_dose() -> Iterator[str]:
    found = [planned(request(framework="va-slower", packing=how))["steps"][0] for how in (None, "fewest_units")]
    assert [_units(step, "morning") for step in found] == [["5 of 15"], ["1 of 60", "1 of 15"]]
    yield "75 mg from 15, 30, 60: five of 15 (one strength), or 60 + 15 (two units)"
    for dose, strengths, units in (("50", ["20", "30"], ["1 of 30", "1 of 20"]), ("60", ["20", "50"], ["3 of 20"])):
        capsules = medicine("morphine ER capsule", dose, strengths=strengths)
        goal = {"kind": "percent", "percent": "40"}
        document = planned(request(framework=None, pace=_tenth("50"), medicines=[capsules], goal=goal))
        assert _units(document["present"], "morning") == units
    yield "50 mg from tablets of 20 and 30: 30 + 20; greedy packing of 60 mg from 50 and 20 would fail, three of 20"


def whole_tablets() -> Iterator[str]:
    half = medicine("oxycodone tablet", "2.5", strengths=["5"], halves_confirmed=["5"])
    last = {"on_step": "9", "first_change_done": True, "original_doses": {"morning": "25"}}
    one = planned(request(framework=None, pace=_tenth("10"), medicines=[half], continues=last))
    weeks = [fill.rows[0] for fill in plan_fills(one, AtHome(date(2026, 12, 28), {}), date(2026, 12, 28), 7).fills[:2]]
    assert weeks[0].taken == Fraction(7, 2)
    yield f"3½, so {weeks[0].dispensed} are dispensed and a half is left; the next week takes {weeks[1].dispensed}"
    week = plan_fills(scored(), AtHome(date(2027, 1, 4), {}), date(2027, 1, 4), 7).fills[0].rows[0]
    yield f"three tablets a day, {week.taken} a week, nothing left"
    at_home = AtHome(date(2027, 1, 11), {("morphine ER tablet", "15"): Fraction(29)})
    assert run_out(planned(request()), at_home).on == date(2027, 1, 12)
    yield f"29 tablets of 15 mg at 15 a day: one day, and {29 - 15} left on the next"
    yield from _patches_of_a_month()
    yield from _bottles_of_a_month()


def _patches_of_a_month() -> Iterator[str]:
    document, first = patches(), date(2027, 1, 11)
    row = plan_fills(document, AtHome(first, {}), first, 30).fills[0].rows[0]
    assert (_row(document["steps"][0])["daily"], row.key.strength) == ("75", "25")
    yield f"changed every 72 hours from 11 January: {row.dispensed} patches for thirty days"
    enough = {(row.key.product, "25"): Fraction(7), (row.key.product, "50"): Fraction(99)}
    runs_out = run_out(document, AtHome(first, enough)).on
    assert runs_out
    yield f"with 7 at home the third change, on {runs_out.day} January, has only one patch for three"


def _bottles_of_a_month() -> Iterator[str]:
    document, first = drops(), date(2027, 1, 11)
    assert dailies(document)[:2] == ["4", "3"]
    bottles = Bottles({("methadone oral solution / concentrate", "1"): Fraction(30)})
    rows = [fill.rows[0] for fill in plan_fills(document, AtHome(first, {}), first, 28, bottles=bottles).fills[:2]]
    assert rows[1].dispensed == 30
    count, left = rows[0].dispensed // 30, rows[0].left_over
    yield f"for the next 14: {rows[0].taken} mL; from bottles of 30 mL {count} bottles, {left} mL"


WORKED: dict[str, Callable[[], Iterator[str]]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        basis_and_cap, changing_a_plan, forms_of_a_plan, hold_and_resume, liquids_patches_combinations,
        next_step_proposal, plan_certificate, several_medicines, taper_steps, terminal_phase, units_of_a_dose,
        whole_tablets,
    )
}  # fmt: skip
ELSEWHERE = {
    "mme": "clinical/tests/mme/test_worked_numbers.py",
    "rotation": "clinical/tests/tapering/test_worked_refusals.py",
    "refusals-and-offers": "clinical/tests/tapering/test_worked_refusals.py",
}


@pytest.mark.parametrize("page", WORKED)
def test_the_worked_numbers_of_a_page_are_those_of_the_code(page: str, worked_numbers: Callable[[str], str]) -> None:
    text = worked_numbers(page)
    for sentence in WORKED[page]():
        assert sentence in text, sentence


def test_every_page_has_its_worked_numbers_tested() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == {*WORKED, *ELSEWHERE}
