"""`glidepath-clinical change FILE`: a plan and a log of events become the versions that follow."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any, Final

from glidepath_clinical.cli.plan import PLANNED, REFUSED, UNUSABLE_INPUT, read_json_file
from glidepath_clinical.tapering import UnusableInput
from glidepath_clinical.tapering.change import KINDS, Changed, NotChanged, change
from glidepath_clinical.tapering.diff import diff, diff_words
from glidepath_clinical.tapering.fields import Fields
from glidepath_clinical.tapering.spanish.sentences import in_spanish

_SHAPE: Final = """\
FILE holds one JSON object; "-" reads standard input.

  {"plan": { a plan printed by plan --json, or a version printed by change --json },
   "earlier": [ the versions before it, the oldest first; needed to step back over them ],
   "events": [{"kind": "hold", "on": "2027-02-20", "by": "patient", "until": "open"},
              {"kind": "ease", "how": "half_step", "on": "2027-04-01", "by": "clinician",
               "starts_on": "2027-05-03", "taken": "as_planned"}]}

  taken    as_planned, or the doses that are really taken; without it nothing is solved anew
  product  of several medicines the one that is stepped back, stopped or lowered at once

"""
_EXITS: Final = (
    "exit: 0 changed, 2 the input cannot be used, 3 an event is refused (the versions before it are printed)"
)


def register(subparsers: Any) -> None:
    """Add the command to the program's list."""
    parser = subparsers.add_parser(
        "change",
        help="hold, ease, step back, rotate …: the versions that follow from a log of events",
        description="Change a plan that runs. The past is never rewritten; every version has its certificate.",
        epilog=f"{_SHAPE}kinds: {', '.join(KINDS)}\n{_EXITS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help='plan and events as JSON, "-" for standard input')
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--language", choices=("en", "es"), default="en", help="of the sentences")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the versions or the refusal; the exit codes stand in the help."""
    try:
        fields = Fields(read_json_file(args.file), "")
        plan = dict(fields.fields("plan").whole())
        rows = fields.items("earlier") if fields.has("earlier") else []
        earlier = [dict(Fields(row, "earlier").whole()) for row in rows]
        answer = change(plan, fields.items("events"), earlier)
        fields.finish()
    except UnusableInput as error:
        print(f"{error.field}: {error.message}", file=sys.stderr)
        return UNUSABLE_INPUT
    if args.json:
        print(json.dumps(answer.to_json(), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_words(plan, answer, args.language)))
    return PLANNED if isinstance(answer, Changed) else REFUSED


def _words(plan: dict[str, Any], answer: Changed | NotChanged, language: str) -> list[str]:
    lines: list[str] = []
    before = plan
    for version in answer.versions:
        said = version["change"]
        lines += [f"{said['event']['kind']} on {said['on']} ({said['by']})"]
        lines += _indented(diff_words(diff(before, version), language))
        lines += _indented([f"! {_said(row['because'], language)}" for row in said["warnings"]])
        lines += _indented([f"Content {version['content_hash']}"])
        before = version
    if isinstance(answer, NotChanged):
        lines += [f"Refused: event {answer.at_event}"]
        lines += _indented([f"{row['code']}: {row['because']}" for row in answer.refusals])
        lines += _indented([f"Other way, {row['kind']}: {row['because']}" for row in answer.offers])
    return [*lines, "", "Proposed to clinicians. Not a prescription."]


def _said(sentence: str, language: str) -> str:
    """The sentence in the language asked for; where nobody wrote it, as it stands."""
    return (in_spanish(sentence) if language == "es" else None) or sentence


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]
