"""`glidepath-clinical plan FILE`: a certified taper, or why there is none."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from glidepath_clinical.cli.plan_words import plan_words, refusal_words
from glidepath_clinical.tapering import Planned, PlanRequest, UnusableInput, frameworks, plan

PLANNED: Final = 0
UNUSABLE_INPUT: Final = 2
REFUSED: Final = 3
DEEPEST: Final = 60
"""Lists and objects in one another; a plan with offers has fewer than twenty."""

_SHAPE: Final = """\
FILE holds one JSON object; "-" reads standard input. Numbers are decimal texts, dates are local dates.

  {"as_of": "2027-01-04", "starts_on": "2027-01-11", "framework": "va-slower",
   "pace": {"reduction_percent": "10", "basis": "original", "every_days": 28},
   "goal": {"kind": "stop"},
   "medicines": [{"product": "morphine ER tablet", "strengths": ["15", "30", "60"], "unit": "mg",
                  "doses": {"morning": "90", "noon": "90", "evening": "90"}}]}

  framework  or pace, or both (the pace then replaces the framework's numbers)
  pace       reduction_percent with the basis original or current; or reduction_amount with the basis fixed;
             cap_percent (never more in one step); every_days
  goal       stop | {"kind": "dose", "daily": "90"} | {"kind": "percent", "percent": "50"} (what remains)
             | {"kind": "mme", "mme_per_day": "50"}
  medicines  product and strengths as `glidepath-clinical formulary` lists them; without strengths all are used;
             halves_confirmed: strengths whose scoring the site's pharmacist has confirmed
  also       person, protected_dates, allowed_weekdays, packing (fewest_strengths | fewest_units)

"""
_EXITS: Final = "exit: 0 planned, 2 the input cannot be used, 3 refused"


def register(subparsers: Any) -> None:
    """Add the command to the program's list."""
    names = ", ".join(framework.id for framework in frameworks())
    parser = subparsers.add_parser(
        "plan",
        help="a taper, step by step, with its certificate",
        description="Compute a taper. It proposes to clinicians; it changes nothing by itself.",
        epilog=f"{_SHAPE}frameworks: {names}\n{_EXITS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help='the request as JSON, "-" for standard input')
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the plan or the refusal; the exit codes stand in the help."""
    try:
        answer = plan(PlanRequest.from_json(read_json_file(args.file)))
    except UnusableInput as error:
        if args.json:
            print(json.dumps({"error": {"field": error.field, "message": error.message}}, indent=2))
        print(f"{error.field}: {error.message}", file=sys.stderr)
        return UNUSABLE_INPUT
    document = answer.to_json()
    if args.json:
        print(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        print(plan_words(document) if isinstance(answer, Planned) else refusal_words(document))
    return PLANNED if isinstance(answer, Planned) else REFUSED


def read_json_file(file: str) -> object:
    """The content of a JSON file, or of standard input for "-"; raises `UnusableInput` naming the file."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
        return _not_too_deep(json.loads(text, object_pairs_hook=_without_doubles))
    except OSError as error:
        raise UnusableInput(file, f"cannot be read: {error.strerror}") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnusableInput(file, f"is not JSON: {error.msg} in {where}") from error
    except UnicodeDecodeError as error:
        raise UnusableInput(file, "is not UTF-8 text") from error
    except UnusableInput:
        raise
    except (RecursionError, ValueError) as error:
        raise UnusableInput(file, "holds values too deep or too long to read") from error


def _not_too_deep(value: object) -> object:
    """The value, when no list or object stands in more than `DEEPEST` others; else RecursionError."""
    level = [value]
    for _ in range(DEEPEST):
        inner = (row.values() if isinstance(row, dict) else row for row in level if isinstance(row, dict | list))
        level = [value for row in inner for value in row]
    if level:
        raise RecursionError
    return value


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise UnusableInput(name, "stands twice in one object; leave one out")
    return dict(pairs)
