"""`glidepath-clinical verify PLAN.json`: whether a plan's certificate holds, from its file alone."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any, Final

from glidepath_clinical.cli.plan import UNUSABLE_INPUT, read_json_file
from glidepath_clinical.tapering import UnusableInput, verify

HOLDS: Final = 0
DOES_NOT_HOLD: Final = 4


def register(subparsers: Any) -> None:
    """Add the command to the program's list."""
    parser = subparsers.add_parser(
        "verify",
        help="check a plan again, from its file alone",
        description="Check a plan with the independent checker, from what stands in its file.",
        epilog="exit: 0 the certificate holds, 2 the file cannot be read, 4 it does not hold (the checks are named)",
    )
    parser.add_argument("file", metavar="PLAN.json", help='a plan printed by plan --json, "-" for standard input')
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what the checker finds; the exit codes stand in the help."""
    try:
        certificate = verify(read_json_file(args.file))
    except UnusableInput as error:
        print(f"{error.field}: {error.message}", file=sys.stderr)
        return UNUSABLE_INPUT
    if args.json:
        print(json.dumps(certificate.to_json(), indent=2, ensure_ascii=False))
    else:
        _print_checks(certificate.to_json())
    return HOLDS if certificate.holds else DOES_NOT_HOLD


def _print_checks(certificate: dict[str, Any]) -> None:
    for check in certificate["checks"]:
        print(f"{'holds' if check['holds'] else 'FAILS':<6} {check['name']}")
        for problem in check["because"]:
            print(f"       {problem}")
    print("The certificate holds." if certificate["holds"] else "The certificate does NOT hold.")
