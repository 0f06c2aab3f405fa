"""The shared FHIR sample files: none breaks the reader, and an order without a dosage never becomes a number."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from glidepath_clinical.cli import main
from glidepath_clinical.medicines import collect_orders, mme_of_orders


def _without_dosage(document: Any) -> Any:
    """The same document with every dosage taken out."""
    if isinstance(document, dict):
        kept = {key: each for key, each in document.items() if key not in ("dosageInstruction", "dosage")}
        return {key: _without_dosage(each) for key, each in kept.items()}
    return [_without_dosage(each) for each in document] if isinstance(document, list) else document


def test_every_sample_is_answered_by_the_command(fhir_samples: list[Path], capsys: Any) -> None:
    for file in fhir_samples:
        assert main(["mme", str(file), "--json"]) == 0, file.name
        document = json.loads(capsys.readouterr().out)
        assert document["factor_set"] == "cdc-2022"
        assert main(["mme", str(file)]) == 0, file.name
        assert "never choose a dose" in capsys.readouterr().out


def test_orders_without_dosage_give_no_mme(fhir_samples: list[Path]) -> None:
    opioids = 0
    for file in fhir_samples:
        bare = _without_dosage(json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal))
        result = mme_of_orders(collect_orders(bare).orders)
        total = result.ordered_maximum
        assert total.mme_per_day == 0, file.name
        counted = [order for order in result.orders if order.is_opioid and order.counting == "counts"]
        opioids += len(counted)
        assert total.complete is not bool(counted), file.name
        assert not any(order.dose_known for order in result.orders), file.name
    assert opioids > 100


def test_the_sums_of_the_dosed_samples_are_those_worked_out_by_hand(fhir_samples: list[Path]) -> None:
    expected = {
        "medicationrequest-taper.json": "45",
        "mypain_SallyEchoBundle.json": "80",
        "mypain_TommyJonesBundle.json": "180",
        "synthea_Lonnie_Von.json": "30",
    }
    for file in fhir_samples:
        if file.name in expected:
            orders = collect_orders(json.loads(file.read_text(encoding="utf-8"))).orders
            assert mme_of_orders(orders).ordered_maximum.text == expected[file.name]
