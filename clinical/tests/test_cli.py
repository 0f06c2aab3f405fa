"""The command: its words, its exit codes, and never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from glidepath_clinical import __version__
from glidepath_clinical.cli import main
from glidepath_clinical.cli.main import COMMANDS
from glidepath_clinical.medicines import DATA_VERSION

ORDER = {
    "resourceType": "MedicationRequest",
    "id": "one",
    "status": "active",
    "intent": "order",
    "medicationCodeableConcept": {
        "coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "891888"}]
    },
    "dosageInstruction": [
        {
            "timing": {"repeat": {"frequency": 1, "period": 3, "periodUnit": "d"}},
            "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}}],
        }
    ],
}


def _file(folder: Path, content: Any) -> str:
    file = folder / "orders.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(file)


def test_every_command_is_listed_in_the_help(capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert len(COMMANDS) == 9
    for command in ("plan", "verify", "change", "supply", "mme", "formulary", "flags", "explain"):
        assert f"\n    {command}" in shown


def test_the_version_names_the_data(capsys: Any) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"glidepath-clinical {__version__}, data {DATA_VERSION}\n"


@pytest.mark.parametrize("words", [[], ["nonsense"], ["mme"], ["mme", "x", "--factors", "cdc-2030"]])
def test_wrong_words_on_the_command_line_end_with_2(words: list[str], capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "error" in capsys.readouterr().err


def test_mme_prints_the_three_sums_and_the_lines(tmp_path: Path, capsys: Any) -> None:
    assert main(["mme", _file(tmp_path, ORDER), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["factor_set"] == "cdc-2022"
    total = document["ordered_maximum"]
    assert (total["mme_per_day"], total["complete"], total["text"], total["not_counted"]) == ("10", True, "10", [])
    daily = {"amount": "10", "unit": "mg"}
    counted = {"medicine": "morphine ER tablet 30 mg", "daily": daily, "factor": "1", "mme_per_day": "10"}
    assert total["counted"] == [counted]
    assert document["really_taken"]["complete"] is False
    assert [(each["medicine"], each["dose_known"]) for each in document["lines"]] == [
        ("morphine ER tablet 30 mg", True)
    ]


def test_a_number_whose_digits_never_end_shows_its_exact_fraction(tmp_path: Path, capsys: Any) -> None:
    third = json.loads(json.dumps(ORDER))
    third["dosageInstruction"][0]["timing"]["repeat"]["period"] = 7
    main(["mme", _file(tmp_path, third), "--json"])
    total = json.loads(capsys.readouterr().out)["ordered_maximum"]
    assert (total["mme_per_day"], total["mme_per_day_exact"], total["text"]) == ("4.2857", "30/7", "4.3")


def test_orders_without_dosage_say_in_words_that_no_dose_is_known(tmp_path: Path, capsys: Any) -> None:
    bare = {key: value for key, value in ORDER.items() if key != "dosageInstruction"}
    assert main(["mme", _file(tmp_path, bare)]) == 0
    shown = capsys.readouterr().out
    assert "Ordered maximum: at least 0, not counted: morphine ER tablet 30 mg" in shown
    assert "No dose is known: no MME can be given." in shown


@pytest.mark.hazard("HZ-07")
def test_every_answer_says_that_it_chooses_no_dose(tmp_path: Path, capsys: Any) -> None:
    main(["mme", _file(tmp_path, ORDER)])
    assert "never choose a dose" in capsys.readouterr().out
    main(["mme", _file(tmp_path, ORDER), "--json"])
    assert any(
        "never choose the dose" in note for note in json.loads(capsys.readouterr().out)["about_factor_set"]["notes"]
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is not JSON"),
        ("{", "line 1, column 2"),
        ('{"a": NaN}', "NaN"),
        ('{"value": 1}', "resourceType"),
        ('"text"', "FHIR R4 Bundle"),
        ("[1]", "FHIR R4 Bundle"),
        ('{"resourceType": "Bundle", "entry": [{}]}', "Bundle.entry[0]"),
        ('{"resourceType": "MedicationOrder"}', "DSTU2"),
        ("[" * 100_000, "too deep"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_where_and_how(
    content: str, says: str, tmp_path: Path, capsys: Any
) -> None:
    assert main(["mme", _file(tmp_path, content), "--json"]) == 2
    shown = capsys.readouterr()
    assert says in shown.err
    assert set(json.loads(shown.out)["error"]) == {"field", "message"}


def test_a_file_that_is_absent_or_no_text_is_refused(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "image").write_bytes(b"\xff\xfe\x00\x01")
    for name in ("absent", "image", "."):
        assert main(["mme", str(tmp_path / name)]) == 2
    shown = capsys.readouterr().err
    assert "cannot be read" in shown
    assert "UTF-8" in shown


def test_a_day_that_is_no_date_is_refused(tmp_path: Path, capsys: Any) -> None:
    assert main(["mme", _file(tmp_path, ORDER), "--on", "tomorrow"]) == 2
    assert "2027-01-11" in capsys.readouterr().err


def test_the_formulary_shows_the_mark_of_every_fact(capsys: Any) -> None:
    assert main(["formulary"]) == 0
    listed = capsys.readouterr().out
    assert "morphine ER tablet: 15, 30, 60, 100, 200 mg [V]; halves: no [M]" in listed
    assert main(["formulary", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert len(document["products"]) == 64
    for product in document["products"]:
        assert product["provenance"]
        assert product["marks"]["splittable"] == "M"
