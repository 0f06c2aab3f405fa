"""`glidepath-clinical flags FILE`: what the red-flag rules say about one person at one moment."""

from __future__ import annotations

import argparse
import json
from typing import Any, Final

from glidepath_clinical.cli.input_file import UnusableFile, read_json, refuse
from glidepath_clinical.findings import Evaluation, Finding, evaluation_to_json
from glidepath_clinical.picture import FIELD_WORDS, PatientPicture, PictureError, picture_from_json, picture_schema
from glidepath_clinical.protocol import Limits, LimitsError
from glidepath_clinical.red_flags import evaluate, inputs_of

ANSWERED: Final = 0
A_RULE_FAILED: Final = 1

_SHAPE: Final = """\
FILE holds one JSON object; "-" reads standard input. A field that is left out is not known (never "no").

  "as_of"   the moment, with its zone: "2027-03-15T08:30:00-05:00"; left out, it is that of the newest reading,
            and no rule can say that all is well
  "today"   the person's local date: "2027-03-15"; left out, it is the date of as_of
  a reading {"value": 26, "on": "2027-03-15", "at": "2027-03-15T08:10:00-05:00",
             "informant": "patient|caregiver|clinician|device", "ref": "obs-1"}

fields:
"""
_AS_OF: Final = "the moment of the picture; without it nobody knows what is current"
_EXITS: Final = "exit: 0 the rules answered, 1 a rule failed (treat it as RED), 2 the input cannot be used"


def register(subparsers: Any) -> None:
    """Add the command to the program's list."""
    fields = "".join(f"  {name:<28} {words}\n" for name, words in FIELD_WORDS.items())
    parser = subparsers.add_parser(
        "flags",
        help="red flags in one person's picture",
        description="Run every red-flag rule over one person's picture.",
        epilog=f"{_SHAPE}{fields}\n{_EXITS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", nargs="?", help='the picture as JSON, "-" for standard input')
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of FILE and end")
    parser.add_argument("--limit", action="append", default=[], metavar="NAME=NUMBER", help="a site's own threshold")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what was found, what cannot be answered and what failed; the exit codes stand in the help."""
    if args.schema:
        print(json.dumps(picture_schema(), indent=1))
        return ANSWERED
    if args.file is None:
        return refuse("FILE", "name the file with the picture, or - for standard input", args.json)
    try:
        limits = Limits().with_overrides(_overrides(args.limit))
        picture = picture_from_json(read_json(args.file))
    except LimitsError as error:
        return refuse(error.name, error.message, args.json)
    except (UnusableFile, PictureError) as error:
        return refuse(error.field, error.message, args.json)
    evaluation = evaluate(picture, limits)
    print(json.dumps(_as_json(evaluation, picture), indent=2) if args.json else _in_words(evaluation))
    return A_RULE_FAILED if evaluation.failed else ANSWERED


def _as_json(evaluation: Evaluation, picture: PatientPicture) -> dict[str, Any]:
    """The three lists, with the moment they hold for and whether anybody said it."""
    inputs = {finding.rule: inputs_of(finding.rule, picture) for finding in evaluation.found}
    moment = {"as_of": picture.as_of.isoformat(), "today": picture.today.isoformat(), "known": picture.moment_known}
    return {**evaluation_to_json(evaluation, inputs), "moment": moment}


def _overrides(given: list[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    return {name.strip(): number.strip() for name, _, number in pairs}


def _in_words(evaluation: Evaluation) -> str:
    blocks = [
        _block("Found", [_found(finding) for finding in evaluation.found]),
        _block("Cannot be answered (never to be read as safe)", _unanswerable(evaluation)),
        _block("Failed (treat as RED)", [f"  {one.rule}: {one.error}" for one in evaluation.failed]),
    ]
    return "\n".join(blocks)


def _block(title: str, lines: list[str]) -> str:
    return "\n".join([title, *(lines or ["  none"])])


def _found(finding: Finding) -> str:
    lines = [f"  {finding.urgency.value:<7} {finding.rule}: {finding.because[0]}"]
    lines += [f"          and {fact}" for fact in finding.because[1:]]
    if finding.sources:
        lines.append(f"          from {', '.join(finding.sources)}")
    return "\n".join([*lines, f"          cites {', '.join(finding.cites)}"])


def _unanswerable(evaluation: Evaluation) -> list[str]:
    lines = []
    for one in evaluation.unanswerable:
        lines.append(f"  {one.rule}: " + "; ".join(one.because or [f"needs {', '.join(one.missing)}"]))
        lines += [f"          {name}: {FIELD_WORDS.get(name, _AS_OF)}" for name in one.missing]
    return lines
