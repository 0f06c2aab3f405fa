"""`glidepath-clinical mme FILE`: morphine milligram equivalents of the orders in a FHIR R4 file."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import Any, Final

from glidepath_clinical.cli.input_file import UnusableFile, read_exact_json
from glidepath_clinical.cli.mme_document import mme_document
from glidepath_clinical.cli.mme_words import mme_words
from glidepath_clinical.medicines import (
    DEFAULT_FACTOR_SET,
    UnusableDocument,
    collect_orders,
    factor_set,
    factor_sets,
    mme_of_orders,
)

COUNTED: Final = 0
UNUSABLE_INPUT: Final = 2
_ABOUT: Final = """\
FILE holds FHIR R4 JSON: a Bundle, a list, or one MedicationRequest or MedicationStatement; "-" reads standard
input. Requests make up the ordered maximum, statements what is really taken. Without --on the sum is that of the
day with the highest sum.

An unknown dose or factor is named as not counted: the number is then a lower bound ("at least").
These are estimates. They never choose a dose.

exit: 0 answered, 2 the input cannot be used"""


def register(subparsers: Any) -> None:
    """Add the command to the program's list."""
    parser = subparsers.add_parser(
        "mme",
        help="morphine milligram equivalents of a file of orders",
        description="Count morphine milligram equivalents (MME) per day by a named factor set.",
        epilog=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    names = [each.name for each in factor_sets()]
    parser.add_argument("file", metavar="FILE", help='the orders as FHIR R4 JSON, "-" for standard input')
    parser.add_argument("--factors", choices=names, default=DEFAULT_FACTOR_SET, help="factor set (%(default)s)")
    parser.add_argument("--on", metavar="DATE", help="count what stands on this local date, such as 2027-01-11")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the sums, the lines and the warnings; the exit codes stand in the help."""
    try:
        on = _day(args.on)
        collected = collect_orders(read_exact_json(args.file))
    except (UnusableFile, UnusableDocument) as error:
        return refuse(error.field, error.message, as_json=args.json)
    result = mme_of_orders(collected.orders, factor_set(args.factors), on)
    document = mme_document(result, collected.problems)
    print(json.dumps(document, indent=2, ensure_ascii=False) if args.json else mme_words(document))
    return COUNTED


def refuse(field: str, message: str, *, as_json: bool) -> int:
    """Say what cannot be used; gives the exit code."""
    if as_json:
        print(json.dumps({"error": {"field": field, "message": message}}, indent=2, ensure_ascii=False))
    print(f"{field}: {message}", file=sys.stderr)
    return UNUSABLE_INPUT


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise UnusableFile("--on", f'"{text}" is no date; write it as 2027-01-11') from None
