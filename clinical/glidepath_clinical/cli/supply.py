"""`glidepath-clinical supply FILE`: what each fill needs in units or mL, and until when what is at home lasts."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any, Final

from glidepath_clinical.cli.plan import UNUSABLE_INPUT, read_json_file
from glidepath_clinical.tapering import UnusableInput, verify
from glidepath_clinical.tapering.certificate.supply import supply_problems
from glidepath_clinical.tapering.dispensing import (
    ANY_VOLUME,
    AtHome,
    Bottles,
    assumptions,
    plan_fills,
    run_out,
    steps_off_the_cycle,
)
from glidepath_clinical.tapering.fields import Fields

COUNTED: Final = 0
DOES_NOT_HOLD: Final = 4
_SHAPE: Final = """\
FILE holds one JSON object; "-" reads standard input.

  {"plan": { a plan printed by plan --json, or a version printed by change --json },
   "at_home": {"counted_on": "2027-01-05",
               "units": [{"product": "morphine ER tablet", "strength": "15", "count": "13"}]},
   "first_fill_on": "2027-01-11", "cycle_days": 28, "through": "2027-06-30",
   "bottles": [{"product": "morphine oral solution", "strength": "2", "mL": "100"}]}

  strength  as the package prints it: "15", of a combination "5/325", of a liquid the mg in one mL
  count     tablets (halves where the plan halves them), capsules, films, patches; of a liquid mL
  through   the last day to supply; needed where the last dose of the plan has no end
  bottles   the mL of one bottle of a liquid, which is then dispensed in whole bottles; else to the mL

A patch is counted on its days of change. A fill on a protected date is collected on the last day before.

exit: 0 counted, 2 the input cannot be used, 4 the plan's certificate or the count does not hold"""


def register(subparsers: Any) -> None:
    """Add the command to the program's list."""
    parser = subparsers.add_parser(
        "supply",
        help="units or mL for each fill, what is left over, and when what is at home runs out",
        description="Count what a pharmacy dispenses for a plan: whole units, halves paired, patches, mL of a liquid.",
        epilog=_SHAPE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help='plan and counts as JSON, "-" for standard input')
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the fills; the exit codes stand in the help."""
    try:
        document = _counted(Fields(read_json_file(args.file)))
    except UnusableInput as error:
        print(f"{error.field}: {error.message}", file=sys.stderr)
        return UNUSABLE_INPUT
    print(json.dumps(document, indent=2, ensure_ascii=False) if args.json else "\n".join(_words(document)))
    return COUNTED if document["certificate"]["holds"] else DOES_NOT_HOLD


def _counted(fields: Fields) -> dict[str, Any]:
    plan = dict(fields.fields("plan").whole())
    at_home = AtHome.from_json(fields.fields("at_home").whole())
    first, cycle = fields.on("first_fill_on"), fields.whole_days("cycle_days")
    through = fields.on("through") if fields.has("through") else None
    if through is not None and through < first:
        raise UnusableInput("through", f"lies before the first fill on {first}; write the last day to supply")
    bottles = Bottles.from_json(fields.raw("bottles")) if fields.has("bottles") else ANY_VOLUME
    fields.finish()
    certificate = verify(plan)
    if not certificate.holds:
        problems = [f"the plan's certificate does not hold: {', '.join(certificate.failed)}"]
        return {"certificate": {"holds": False, "because": problems}}
    fills = plan_fills(plan, at_home, first, cycle, through, bottles).to_json()
    problems = list(supply_problems(plan, fills, bottles.sizes))
    steps = steps_off_the_cycle(plan, first, cycle)
    return {
        **fills,
        "run_out": run_out(plan, at_home).to_json(),
        "steps_between_refills": [
            {"number": number, "starts_on": begins.isoformat(), "refill_on": refill and refill.isoformat()}
            for number, begins, refill in steps
        ],
        "taken_for_granted": assumptions(plan),
        "plan_content_hash": plan["content_hash"],
        "certificate": {"holds": not problems, "because": problems},
    }


def _words(document: dict[str, Any]) -> Iterator[str]:
    for fill in document.get("fills", ()):
        collected = "" if fill["collect_on"] == fill["on"] else f", collected on {fill['collect_on']}"
        yield f"Fill on {fill['on']}{collected}, until {fill['until']}"
        yield from map(_row_words, fill["rows"])
    run_out_on = (document.get("run_out") or {}).get("on")
    yield f"What is at home runs out on {run_out_on}." if run_out_on else "What is at home does not run out."
    yield from (f"Short before the first fill: {name}" for name in document.get("short_before_first_fill", ()))
    for step in document.get("steps_between_refills", ()):
        waits = f"the next is {step['refill_on']}" if step["refill_on"] else "no refill lies on a day it may begin"
        yield f"Step {step['number']} begins on {step['starts_on']}, between refills; {waits}."
    yield from (row["because"] for row in document.get("taken_for_granted", ()))
    yield from document["certificate"]["because"]
    yield "The count holds. Not a prescription." if document["certificate"]["holds"] else "The count does NOT hold."


def _row_words(row: dict[str, Any]) -> str:
    partner = f"/{row['partner_strength']}" if "partner_strength" in row else ""
    measure = " mL" if row["counted_in"] == "mL" else ""
    bottles = f" in {row['bottles']} × {row['bottle_mL']} mL" if "bottles" in row else ""
    halved = f", {row['halves']} doses with a half" if row["halves"] != "0" else ""
    return (
        f"  {row['product']} {row['strength']}{partner} {row['unit']}: {row['dispensed']}{measure} dispensed{bottles} "
        f"({row['at_home']} at home, {row['taken']} taken, {row['left_over']} left over{halved})"
    )
