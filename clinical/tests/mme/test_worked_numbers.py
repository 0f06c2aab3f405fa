"""The worked numbers of docs/explanation/algorithms/mme.md come from the code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .orders import FENTANYL_75, METHADONE_10, MORPHINE_ER_30, OXYCODONE_5, RXNORM, codes, counted, line, order

CODING = [{"system": RXNORM, "code": OXYCODONE_5}]
NAMED_10_MG = {"medicationCodeableConcept": {"coding": CODING, "text": "Oxycodone 10 MG Oral Tablet"}}


def _sum(*resources: dict[str, Any], factors: str = "cdc-2022") -> str:
    total = counted(*resources, factors=factors).ordered_maximum
    reasons = f" ({total.not_counted[0].reason})" if total.not_counted else ""
    return total.text.partition(",")[0] + reasons


def test_the_worked_numbers_of_mme(worked_numbers: Callable[[str], str]) -> None:
    text = worked_numbers("mme")
    often = {"frequency": 1, "period": 4, "periodMax": 6, "periodUnit": "h"}
    low, high = {"value": 1, "unit": "tablet"}, {"value": 2, "unit": "tablet"}
    needed = {"asNeededBoolean": True, "doseAndRate": [{"doseRange": {"low": low, "high": high}}]}
    needed["timing"] = {"repeat": often}
    assert f"2 × 5 mg × 6 = 60 mg, times 1.5 = {_sum(order(OXYCODONE_5, needed))}" in text
    most = {"numerator": {"value": 8, "unit": "tablet"}, "denominator": {"value": 1, "unit": "d"}}
    assert f"40 mg, {_sum(order(OXYCODONE_5, {**needed, 'maxDosePerPeriod': most}))} MME" in text
    assert f"2.5 mg a day, {_sum(order(MORPHINE_ER_30, line(1, period=12)))} MME" in text


def test_the_worked_numbers_of_patches_and_tiers(worked_numbers: Callable[[str], str]) -> None:
    text = worked_numbers("mme")
    three_days, two_days = (order(FENTANYL_75, line(1, "patch", period=h, periodUnit="h")) for h in (72, 48))
    assert f"75 × 2.4 = {_sum(three_days)}, and {_sum(two_days)} as well every 48 hours" in text
    assert f"75 × 1/3 patch a day × 7.2 = {_sum(three_days, factors='cms-2018')}" in text
    methadone = order(METHADONE_10, line(1, frequency=3))
    assert f"30 × 4.7 = {_sum(methadone)} by CDC 2022" in text
    split = _sum(order(METHADONE_10, line(2)), order(METHADONE_10, line(1)), factors="cdc-2016")
    assert f"30 × 8 = {_sum(methadone, factors='cdc-2016')}" in text
    assert f"come to the same {split}." in text


def test_the_worked_numbers_of_what_is_not_known(worked_numbers: Callable[[str], str]) -> None:
    text = worked_numbers("mme")
    assert f"Three orders of morphine 20 mg are {_sum(*[order('892596', line(1, 'capsule'))] * 3)}." in text
    bare = counted(order(MORPHINE_ER_30, line(1, frequency=3)), order(OXYCODONE_5))
    assert f"{bare.ordered_maximum.text}." in text
    tablets, mass = ({**order(OXYCODONE_5, dose), **NAMED_10_MG} for dose in (line(2), line(20, "mg")))
    assert f"two tablets: {_sum(tablets)}." in text
    assert f"As 20 mg the strength does not matter: {_sum(mass)}, with the warning." in text
    assert "strength_disagrees" in codes(counted(mass))
