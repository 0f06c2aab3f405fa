"""Files that are wrong on purpose: always an answer or a named refusal, and nothing changes a sum in silence."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from glidepath_clinical.cli import main
from glidepath_clinical.medicines import MmeResult

from .orders import FENTANYL_75, METHADONE_10, MORPHINE_ER_30, OXYCODONE_5, counted, line, order, taken

HOSTILE: tuple[Any, ...] = (
    None, -1, "", "x", "NaN", "1e999", [], {}, [[]], [None], [{"value": -1}], 10**50, 0.1e-300,
    {"value": "many", "unit": "spoon"}, {"coding": 5}, {"start": 5}, "\ud800", "2027-13-45",
)  # fmt: skip
Path_ = tuple[str | int, ...]


def _typical() -> list[dict[str, Any]]:
    """Orders in which every key that counts is used."""
    most = {"numerator": {"value": 6, "unit": "tablet"}, "denominator": {"value": 1, "unit": "d"}}
    ranged = {
        "doseAndRate": [
            {"doseRange": {"low": {"value": 1, "unit": "tablet"}, "high": {"value": 2, "unit": "tablet"}}},
        ],
        "timing": {"repeat": {"frequency": 1, "frequencyMax": 2, "period": 6, "periodMax": 8, "periodUnit": "h"}},
        "asNeededBoolean": True,
        "maxDosePerPeriod": most,
    }
    meals = line(1, when=["MORN", "HS"], boundsPeriod={"start": "2027-01-01", "end": "2027-01-31"})
    clock = {**line(2), "timing": {"repeat": {"timeOfDay": ["08:00:00", "20:00:00"]}}}
    weekdays = line(1, dayOfWeek=["mon", "wed"])
    coded = {**line(1), "timing": {"code": {"coding": [{"code": "BID"}]}}}
    return [
        order(OXYCODONE_5, ranged, id="a"),
        order(OXYCODONE_5, meals, id="b"),
        order(MORPHINE_ER_30, clock, weekdays, id="c", doNotPerform=False),
        order(METHADONE_10, coded, id="d"),
        order(FENTANYL_75, line(1, "patch", period=72, periodUnit="h"), id="e"),
        taken(MORPHINE_ER_30, line(1), id="f"),
    ]


def _places(holder: Any, so_far: Path_ = ()) -> Iterator[Path_]:
    """Every place in a resource, but what does not bear on the sum."""
    pairs = holder.items() if isinstance(holder, dict) else enumerate(holder) if isinstance(holder, list) else ()
    for key, inner in pairs:
        if key not in ("id", "system", "intent", "resourceType", "status"):
            yield (*so_far, key)
            yield from _places(inner, (*so_far, key))


def _with(resources: list[dict[str, Any]], place: Path_, value: Any) -> list[dict[str, Any]]:
    changed = copy.deepcopy(resources)
    holder: Any = changed
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    return changed


def _said(result: MmeResult) -> tuple[Any, ...]:
    left_out = [(each.reason, each.reference) for each in result.ordered_maximum.not_counted]
    return left_out, sorted((each.code, each.words) for each in result.warnings)


PLACES = [(number, *place) for number, resource in enumerate(_typical()) for place in _places(resource)]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_a_value_that_cannot_be_read_changes_the_sum_only_with_a_name_for_it(place: Path_) -> None:
    before = counted(*_typical())
    for value in HOSTILE:
        after = counted(*_with(_typical(), place, value))
        lower = after.ordered_maximum.mme_per_day < before.ordered_maximum.mme_per_day
        if lower and place[-1] not in ("value", "period"):
            assert _said(after) != _said(before), (place, value)


def test_a_file_with_anything_anywhere_is_answered_or_refused_by_name(tmp_path: Path, capsys: Any) -> None:
    chance, file = random.Random(2027), tmp_path / "orders.json"
    for _ in range(400):
        resources: Any = _typical()
        for _ in range(chance.randint(1, 3)):
            places = list(_places(resources))
            resources = _with(resources, chance.choice(places), chance.choice(HOSTILE))
        document = chance.choice(
            (resources, {"resourceType": "Bundle", "entry": [{"resource": each} for each in resources]})
        )
        file.write_text(json.dumps(document), encoding="utf-8")
        code = main(["mme", str(file), "--json", "--factors", chance.choice(("cdc-2022", "cms-2018", "heal"))])
        answer = json.loads(capsys.readouterr().out)
        assert (code == 0 and answer["factor_set"]) or (code == 2 and answer["error"]["message"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 900 + "]" * 900, "nested more than 50 times"),
        ("[" * 100_000, "too deep or too long"),
        ('{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Bundle", "entry": 5}}]}', "is no list"),
        ('[{"resourceType": "MedicationRequest", "status": "active", "status": "stopped"}]', "stands twice"),
        ("[NaN]", "no number in JSON"),
        ("[" + "9" * 5000 + "]", "too deep or too long"),
        ('"orders"', "is a str"),
        ("", "is not JSON"),
    ],
)
def test_a_file_that_is_no_fhir_is_refused_with_what_is_wrong(
    text: str, said: str, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "orders.json"
    file.write_text(text, encoding="utf-8")
    assert main(["mme", str(file), "--json"]) == 2
    written = capsys.readouterr()
    assert said in json.loads(written.out)["error"]["message"]
    assert said in written.err


def test_bundles_inside_a_bundle_are_read_in_their_order() -> None:
    inner = {"resourceType": "Bundle", "entry": [{"resource": order(OXYCODONE_5, line(1), id="b")}]}
    entries = [{"resource": order(OXYCODONE_5, line(1), id="a")}, {"resource": inner}]
    result = counted({"resourceType": "Bundle", "entry": entries})
    assert [each.reference for each in result.orders] == ["MedicationRequest/a", "MedicationRequest/b"]


def test_two_resources_too_deep_to_compare_are_both_read() -> None:
    deep: Any = {}
    for _ in range(5_000):
        deep = {"inside": deep}
    one, other = (order(OXYCODONE_5, line(1), id="a", extension=copy_of) for copy_of in (deep, {"inside": deep}))
    assert len(counted(one, other).orders) == 2
