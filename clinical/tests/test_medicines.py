"""The formulary and the product codes as packaged data."""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction
from importlib import resources

import pytest
from glidepath_clinical.medicines import (
    DATA_VERSION,
    Form,
    UnknownProduct,
    factor_set,
    find_coded,
    find_product,
    formulary,
    product_for_rxcui,
)
from glidepath_clinical.medicines.coded_product import coded_product_of, coded_products
from glidepath_clinical.medicines.formulary_row import product_of
from glidepath_clinical.medicines.packaged import read_rows
from glidepath_clinical.quantities import Dose, QuantityError, Unit

DATA = resources.files("glidepath_clinical.medicines") / "data"


def test_every_product_has_a_name_of_its_own() -> None:
    names = [product.name for product in formulary()]
    assert len(set(names)) == len(names) == 64


def test_a_product_is_found_by_its_name_whatever_the_case() -> None:
    product = find_product("Morphine  er TABLET")
    assert product.name == "morphine ER tablet"
    assert [strength.text for strength in product.strengths] == ["15", "30", "60", "100", "200"]
    assert (product.unit, product.splittable, product.mme_factor) == (Unit.MG, False, 1)
    assert product.forms == (Form.TABLET,)


def test_an_unknown_product_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(UnknownProduct) as refused:
        find_product("morphin ER tablet")
    assert refused.value.nearest[0] == "morphine ER tablet"


def test_what_comes_from_memory_is_marked_as_memory_on_every_product() -> None:
    for product in formulary():
        assert product.provenance
        assert {product.marks[fact] for fact in ("splittable", "usual_interval_h", "max_daily", "marketed")} == {"M"}
        assert product.marks["strengths"] in ("V", "M")
        if product.provenance.startswith("all memory"):
            assert product.marks["strengths"] == "M"


@pytest.mark.hazard("HZ-08")
def test_only_immediate_release_tablets_are_ever_marked_splittable() -> None:
    for product in formulary():
        if product.splittable:
            assert product.forms == (Form.TABLET,)
            assert product.release.startswith("IR")


def test_a_mark_that_holds_for_one_form_alone_does_not_make_the_product_splittable() -> None:
    assert find_product("tizanidine tablet / capsule").splitting == "yes (tablet)"
    assert not find_product("tizanidine tablet / capsule").splittable


def test_a_combination_keeps_the_amount_of_its_partner() -> None:
    product = find_product("hydrocodone/acetaminophen tablet")
    assert [each.text for each in product.strengths] == ["2.5", "5", "7.5", "10"]
    assert [pair.partner_amount.text for pair in product.combined if pair.main.text == "5"] == ["300", "325"]
    assert [(limit.of, limit.amount) for limit in product.daily_limits] == [("acetaminophen", 4000)]


def test_of_several_daily_limits_the_one_that_binds_everybody_is_the_highest() -> None:
    assert find_product("alprazolam tablet").daily_limits[0].amount == 10
    assert find_product("clonazepam tablet").daily_limits[0].amount == 20
    assert find_product("clonidine tablet").daily_limits == ()


def test_patches_know_how_long_they_are_worn() -> None:
    assert find_product("fentanyl transdermal system 72 h").wear_hours == 72
    assert find_product("buprenorphine transdermal system 168 h").wear_hours == 168
    assert find_product("morphine tablet").wear_hours is None


def test_the_factors_of_the_formulary_are_those_of_the_cdc_2022_set() -> None:
    factors = factor_set("cdc-2022")
    for product in formulary():
        if not product.is_opioid:
            continue
        found = factors.find(product.main_ingredient, product.route, product.forms[0])
        if product.mme_factor == "excluded":
            assert product.main_ingredient in factors.excluded
        elif product.mme_factor is None:
            assert found is None
        else:
            assert found is not None
            assert found.at(Fraction(1)) == product.mme_factor


def test_a_code_gives_the_product_and_the_strength() -> None:
    found = product_for_rxcui("891888")
    assert found is not None
    assert (found[0].name, found[1]) == ("morphine ER tablet", Dose.of(30, "mg"))


@pytest.mark.parametrize(
    ("code", "name", "strength"),
    [
        ("856980", "hydrocodone/acetaminophen tablet", Dose.of(10, "mg")),
        ("197696", "fentanyl transdermal system 72 h", Dose.of(75, "mcg/h")),
        ("1049621", "oxycodone tablet", Dose.of(5, "mg")),
        ("864706", "methadone tablet", Dose.of(10, "mg")),
        ("892589", "morphine oral solution", Dose.of(2, "mg/mL")),
        ("904870", "buprenorphine transdermal system 168 h", Dose.of(10, "mcg/h")),
    ],
)
def test_codes_lead_to_the_right_row_in_the_unit_of_the_row(code: str, name: str, strength: Dose) -> None:
    found = product_for_rxcui(code)
    assert found is not None
    assert (found[0].name, found[1]) == (name, strength)


def test_a_code_that_leads_to_a_row_names_a_strength_of_that_row() -> None:
    for code in coded_products():
        found = product_for_rxcui(code)
        if found is not None:
            assert found[1] in found[0].strengths, code


def test_two_salts_in_one_tablet_add_up() -> None:
    tablet = find_coded("637540")
    assert tablet is not None
    assert tablet.strength == Dose.of("4.88", "mg")


def test_an_unknown_code_gives_nothing() -> None:
    assert product_for_rxcui("1") is None
    assert find_coded("") is None


@pytest.mark.hazard("HZ-06")
def test_the_packaged_data_are_those_of_their_version() -> None:
    recorded = json.loads((DATA / "checksums.json").read_text(encoding="utf-8"))[DATA_VERSION]
    for name, checksum in recorded.items():
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == checksum, name


@pytest.mark.parametrize(("column", "named"), [("formulation", "names no form"), ("provenance", "is not a wording")])
def test_a_row_of_the_formulary_in_words_that_are_not_known_is_refused(column: str, named: str) -> None:
    row = read_rows("formulary.csv")[0]
    assert product_of(row).name
    with pytest.raises(QuantityError, match=named):
        product_of({**row, column: "something new"})


def test_a_coded_product_of_an_unknown_dose_form_is_refused_with_its_code() -> None:
    row = read_rows("products_rxcui.csv")[0]
    with pytest.raises(QuantityError, match="is not known") as refused:
        coded_product_of([{**row, "dose_form": "Something New"}])
    assert row["rxcui"] in refused.value.field
