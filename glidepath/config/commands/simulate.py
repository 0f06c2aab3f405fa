"""`glidepath simulate`: how good the alarms are, on people made up by seed. Needs no database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glidepath.oversight.alert_quality.quality import Quality

HELP = "measure the alarms on people made up by seed: what is seen, how early, how often for nothing"
NEEDS_SETTINGS = False
SEED_SETS = ("tuning", "report")


def register(parser: argparse.ArgumentParser) -> None:
    """How many people, and where the page goes."""
    parser.add_argument("--people", type=int, default=200, help="people in each set of seeds (default 200)")
    parser.add_argument("--write", metavar="FOLDER", help="write explanation/alert-quality.md and its picture there")


def run(args: argparse.Namespace) -> int:
    """Print the page, or write it with its picture. Exit code 2: nobody to simulate, or no such folder."""
    from glidepath.oversight.alert_quality import plot, report

    if not 1 <= args.people <= 100_000:
        print("glidepath simulate: --people must be from 1 to 100000", file=sys.stderr)
        return 2
    if args.write and not Path(args.write).is_dir():
        print(f"glidepath simulate: {args.write} is no folder; make it first", file=sys.stderr)
        return 2
    results = {seeds: _measured(seeds, args.people) for seeds in SEED_SETS}
    page = report.page(results, f"glidepath simulate --people {args.people}")
    if not args.write:
        print(page)
        return 0
    for name, text in (
        ("explanation/alert-quality.md", page),
        ("images/alert-quality.svg", plot.picture(results["report"])),
    ):
        target = Path(args.write) / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return 0


def _measured(seeds: str, count: int) -> dict[str, Quality]:
    from glidepath.oversight.alert_quality.quality import cohort, measure
    from glidepath.oversight.alert_quality.report import FIXED, OWN
    from glidepath.oversight.alert_quality.watching import by_fixed_thresholds, by_the_rules

    people = list(cohort(seeds, count))
    ways = {OWN: by_the_rules, FIXED: by_fixed_thresholds}
    found = {}
    for way, judge in ways.items():
        print(f"{seeds}: {way} ...", file=sys.stderr, flush=True)
        found[way] = measure(people, judge)
    return found
