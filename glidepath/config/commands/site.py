"""`glidepath site`: open a clinic. A new installation begins here."""

from __future__ import annotations

import argparse
import sys

HELP = "open a clinic, or list the clinics there are"
NEEDS_SETTINGS = True


def register(parser: argparse.ArgumentParser) -> None:
    """The clinic's name and numbers; without a name the clinics are listed."""
    parser.add_argument("name", nargs="?", help="name of the clinic, as its patients know it")
    parser.add_argument("--zone", help="time zone, for example America/Denver")
    parser.add_argument("--languages", default="en,es", help="languages offered to patients (default: en,es)")
    parser.add_argument("--phone", help="number in opening hours")
    parser.add_argument("--after-hours-phone", help="number at night and on weekends")
    parser.add_argument("--emergency-number", help="for example 911 or 112")
    parser.add_argument("--crisis-line", help="number of the suicide and crisis line")
    parser.add_argument("--crisis-line-name", help="name of that line")


def run(args: argparse.Namespace) -> int:
    """Exit 2 for a clinic whose numbers are missing: a crisis page without a number helps nobody."""
    from glidepath.foundation.access import system_actor
    from glidepath.foundation.clock import now
    from glidepath.record.sites.models import Site
    from glidepath.record.sites.operations import open_site

    if not args.name:
        for site in Site.objects.order_by("name"):
            print(f"{site.name}  ({site.zone}, {', '.join(site.languages)})")
        return 0
    wrong = list(_wrong(args)) or (["There is a clinic with this name."] if Site.objects.filter(name=args.name) else [])
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 2
    names = ("phone", "after_hours_phone", "emergency_number", "crisis_line", "crisis_line_name")
    numbers = {name: getattr(args, name) for name in names}
    languages = args.languages.split(",")
    by = system_actor("command line")
    open_site(by=by, at=now(), name=args.name, zone=args.zone, languages=languages, **numbers)
    print(f"{args.name} is open. Next: glidepath staff EMAIL NAME ROLE --site {args.name!r}")
    return 0


def _wrong(args: argparse.Namespace) -> list[str]:
    from zoneinfo import available_timezones

    from django.conf import settings

    missing = [
        f"--{name.replace('_', '-')} is needed"
        for name in ("zone", "phone", "after_hours_phone", "emergency_number", "crisis_line", "crisis_line_name")
        if not getattr(args, name)
    ]
    if args.zone and args.zone not in available_timezones():
        missing.append(f"--zone {args.zone}: no such time zone; use a name such as America/Denver")
    unknown = set(args.languages.split(",")) - set(dict(settings.LANGUAGES))
    return missing + [f"--languages {code}: not offered; use en or es" for code in sorted(unknown)]
