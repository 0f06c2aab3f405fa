"""`glidepath-clinical interactions FILE`: what the combinations of one person's medicines may do."""

from __future__ import annotations

import argparse
import json
from typing import Any, Final

from glidepath_clinical.cli.input_file import UnusableFile, read_json, refuse
from glidepath_clinical.evidence import cite
from glidepath_clinical.findings import Evaluation, Finding, evaluation_to_json
from glidepath_clinical.interactions import (
    MEASURED_WORDS,
    TOLD_WORDS,
    SituationError,
    evaluate,
    find_combination,
    situation_from_json,
)
from glidepath_clinical.protocol import Limits, LimitsError

ANSWERED: Final = 0
A_RULE_FAILED: Final = 1

_SHAPE: Final = """\
FILE holds one JSON object; "-" reads standard input. What is left out is not known (never "no").

  "as_of"      the moment, with its zone: "2027-03-15T08:30:00-05:00" (needed)
  "today"      the person's local date: "2027-03-15" (needed)
  "medicines"  taken after all changes until today: ["oxycodone 10 mg tablet",
               {"name": "fentanyl", "form": "patch", "ref": "order-1"}]
  "complete"   "no" when nobody has asked for the whole list
  "changes"    [{"kind": "start|increase|decrease|stop", "name": "carbamazepine", "on": "2027-03-10",
               "ref": "change-1"}]; a day to come is a planned change
  "told"       {"alcohol": "yes|no|unknown"}
  "measured"   {"egfr": {"value": "58", "on": "2027-03-01"}}

"""
_EXITS: Final = "exit: 0 the rules answered, 1 a rule failed (treat it as RED), 2 the input cannot be used"


def register(subparsers: Any) -> None:
    """Add the command to the program's list."""
    told = "".join(f"  told.{name:<22} {words}\n" for name, words in TOLD_WORDS.items())
    measured = "".join(f"  measured.{name:<18} {words}\n" for name, words in MEASURED_WORDS.items())
    parser = subparsers.add_parser(
        "interactions",
        help="combinations of medicines that matter in a taper",
        description="Look at one person's medicines and their changes with every combination of the list.",
        epilog=f"{_SHAPE}{told}{measured}\n{_EXITS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help='the medicines as JSON, "-" for standard input')
    parser.add_argument("--limit", action="append", default=[], metavar="NAME=NUMBER", help="a site's own threshold")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what was found, what cannot be said and what failed; the exit codes stand in the help."""
    try:
        limits = Limits().with_overrides(dict(_pair(one) for one in args.limit))
        evaluation = evaluate(situation_from_json(read_json(args.file)), limits)
    except LimitsError as error:
        return refuse(error.name, error.message, args.json)
    except (UnusableFile, SituationError) as error:
        return refuse(error.field, error.message, args.json)
    print(json.dumps(_document(evaluation), indent=2) if args.json else _in_words(evaluation))
    return A_RULE_FAILED if evaluation.failed else ANSWERED


def _pair(given: str) -> tuple[str, str]:
    name, _, number = given.partition("=")
    return name.strip(), number.strip()


def _document(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation, and for each combination found its row with the source and the mark."""
    document = evaluation_to_json(evaluation)
    for entry in document["found"]:
        row = find_combination(entry["rule"])
        entry["title"], entry["row"], entry["mark"] = row.title, dict(row.facts), cite(row.cite).mark
    return document


def _in_words(evaluation: Evaluation) -> str:
    failed = [f"  {one.rule}: {one.error}" for one in evaluation.failed]
    blocks = [
        ("Found", [_found(finding) for finding in evaluation.found]),
        ("Cannot be said (never to be read as safe)", _unanswerable(evaluation)),
        ("Failed (treat as RED)", failed),
    ]
    return "\n".join("\n".join([title, *(lines or ["  none"])]) for title, lines in blocks)


def _found(finding: Finding) -> str:
    source = cite(finding.cites[0])
    lines = [f"  {finding.urgency.value:<7} {finding.rule}: {finding.because[0]}"]
    lines += [f"          and {fact}" for fact in finding.because[1:]]
    return "\n".join([*lines, f"          source [{source.mark}]: {source.title}"])


def _unanswerable(evaluation: Evaluation) -> list[str]:
    """One line for each missing thing with the combinations that need it, so that the list stays short."""
    waiting: dict[str, list[str]] = {}
    for one in evaluation.unanswerable:
        for name in one.missing:
            waiting.setdefault(name, []).append(one.rule)
    return [f"  {name}: {', '.join(rules)}" for name, rules in sorted(waiting.items())]
