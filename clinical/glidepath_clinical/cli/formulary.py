"""`glidepath-clinical formulary`: every product that can be named, with the mark of each fact."""

from __future__ import annotations

import argparse
import json
from typing import Any, Final

from glidepath_clinical.medicines import DATA_VERSION, Product, formulary
from glidepath_clinical.quantities import exact_text

LISTED: Final = 0
_MARKS: Final = "marks: V verified in a source, M from memory and to be confirmed by the site's pharmacist"


def register(subparsers: Any) -> None:
    """Add the command to the program's list."""
    parser = subparsers.add_parser(
        "formulary",
        help="the products with strengths, splitting and marks",
        description="List every product, its strengths and how well each fact is known.",
        epilog=f"{_MARKS}\nexit: 0 listed",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the formulary."""
    if args.json:
        products = [_as_json(product) for product in formulary()]
        print(json.dumps({"data_version": DATA_VERSION, "products": products}, indent=2, ensure_ascii=False))
        return LISTED
    print(f"Formulary, data {DATA_VERSION}. {_MARKS}.")
    for product in formulary():
        print(_in_words(product))
    return LISTED


def _as_json(product: Product) -> dict[str, Any]:
    return {
        "product": product.name,
        "ingredient": product.ingredient,
        "rxnorm_ingredient": product.rxnorm_ingredient,
        "rxnorm_provenance": product.rxnorm_provenance,
        "formulation": product.formulation,
        "forms": [form.value for form in product.forms],
        "release": product.release,
        "route": product.route,
        "strengths": [strength.text for strength in product.strengths],
        "combined_strengths": [f"{pair.main.text}/{pair.partner_amount.text}" for pair in product.combined],
        "unit": product.unit.value,
        "splitting": product.splitting,
        "usual_interval_h": product.usual_interval_h,
        "max_daily": product.max_daily,
        "mme_factor_cdc_2022": _factor(product),
        "class": product.medicine_class,
        "note": product.note,
        "source": product.source,
        "provenance": product.provenance,
        "marks": dict(product.marks),
    }


def _factor(product: Product) -> str | None:
    factor = product.mme_factor
    return exact_text(factor) if factor is not None and not isinstance(factor, str) else factor


def _in_words(product: Product) -> str:
    marks = product.marks
    pairs = [f"{pair.main.text}/{pair.partner_amount.text}" for pair in product.combined]
    strengths = ", ".join(pairs or [strength.text for strength in product.strengths])
    facts = [
        f"{strengths} {product.unit.value} [{marks['strengths']}]",
        f"halves: {product.splitting} [{marks['splittable']}]",
        f"every {product.usual_interval_h} h [{marks['usual_interval_h']}]",
    ]
    facts += [f"at most {product.max_daily} [{marks['max_daily']}]"] if product.max_daily else []
    factor = _factor(product)
    facts += [f"MME × {factor} [{marks['mme_factor']}]"] if factor else []
    return f"  {product.name}: " + "; ".join(facts)
