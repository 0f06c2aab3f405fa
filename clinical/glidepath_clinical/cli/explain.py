"""`glidepath-clinical explain RULE`: what a rule does, with its thresholds, its sources and its limits."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from typing import Any, Final

from glidepath_clinical import interactions
from glidepath_clinical.evidence import cite
from glidepath_clinical.red_flags import RULES, UnknownRule, find_rule, source_attributes

EXPLAINED: Final = 0
UNKNOWN: Final = 2
_MARKS: Final = (
    "marks: S seen in the source, V verified against it, D derived (a proposal for a site to sign), M from memory"
)


def register(subparsers: Any) -> None:
    """Add the command to the program's list."""
    parser = subparsers.add_parser(
        "explain",
        help="what a rule does, its thresholds, sources and limits",
        description="Explain a red-flag rule or a combination: when it speaks, what then happens, how far to trust it.",
        epilog=f"rules: {', '.join(rule.ID for rule in RULES)}; combinations: I01 to I53\n"
        "exit: 0 explained, 2 no such rule",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("rule", metavar="RULE", help="the rule's name, such as withdrawal_crisis, or I14")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the rule's record, or the nearest names and exit 2 when there is no such rule."""
    try:
        record = _record(args.rule)
    except UnknownRule as error:
        if args.json:
            print(json.dumps({"error": {"field": "rule", "message": str(error), "nearest": list(error.nearest)}}))
        print(error, file=sys.stderr)
        return UNKNOWN
    print(json.dumps(record, indent=2) if args.json else _in_words(record))
    return EXPLAINED


def _record(rule_id: str) -> dict[str, Any]:
    record, keys = _combination(rule_id) if _is_combination(rule_id) else _rule(rule_id)
    sources = [cite(key) for key in keys]
    record["citations"] = [
        {"key": one.key, "title": one.title, "year": one.year, "url": one.url, "mark": one.mark} for one in sources
    ]
    return record


def _rule(rule_id: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    return source_attributes(rule_id), find_rule(rule_id).CITES


def _combination(row_id: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    return interactions.source_attributes(row_id), (interactions.find_combination(row_id).cite,)


def _is_combination(name: str) -> bool:
    return name.upper() in {row.id for row in interactions.COMBINATIONS}


def _in_words(record: dict[str, Any]) -> str:
    attributes = record["attributes"]
    thresholds = [
        f"  {one['default']:>3} {one['unit']:<14} [{one['mark']}, {one['source']}] {one['name']}: {one['meaning']}"
        for one in attributes["evidence"]["thresholds"]
    ]
    cited = [f"  {one['key']}: {one['title']}{_year(one)} [{one['mark']}]" for one in record["citations"]]
    head = [f"{record['rule']}: {record['title']}", "", _wrapped("When", record["when"])]
    head += [_wrapped("Then", record["then"]), "", "Thresholds", *thresholds, f"  {_MARKS}", "", "Sources", *cited]
    return "\n".join([*head, "", "About this rule", *_about(attributes)])


def _year(citation: dict[str, Any]) -> str:
    return f", {citation['year']}" if citation["year"] else ""


def _about(attributes: dict[str, Any]) -> list[str]:
    plain = {name: value for name, value in attributes.items() if isinstance(value, str)}
    lists = {"inputs": ", ".join(attributes["inputs"]), "output": ", ".join(attributes["output"])}
    return [_wrapped(f"  {name.replace('_', ' ')}", words) for name, words in {**plain, **lists}.items()]


def _wrapped(name: str, words: str) -> str:
    return textwrap.fill(f"{name}: {words}", width=100, subsequent_indent="      ")
