"""`glidepath import FILE ...`: read FHIR bundles into the record."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

HELP = "import FHIR R4 files; every person is one transaction, and every repair is told"
NEEDS_SETTINGS = True
WRONG_USE = 2


def register(parser: argparse.ArgumentParser) -> None:
    """Which files, for which clinic, and who of it cares for the people in them."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a FHIR R4 file in JSON")
    parser.add_argument("--site", metavar="NAME", help="the clinic the people belong to (default: the only one)")
    parser.add_argument("--team", nargs="*", default=[], metavar="EMAIL", help="staff who join each person's care team")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when everything was taken in, 1 when somebody was refused, 2 when clinic or staff are not known."""
    from glidepath.foundation.access import system_actor
    from glidepath.foundation.clock import now
    from glidepath.interfaces.fhir.operations import import_file

    try:
        at = now()
        site = find_site(args.site)
        team = find_team(args.team, site, at)
        contents = [(file.name, file.read_bytes()) for file in args.files]
    except (LookupError, OSError) as error:
        print(f"glidepath import: {error}", file=sys.stderr)
        return WRONG_USE
    by, refused = system_actor("import", site.pk), 0
    for name, content in contents:
        outcome = import_file(by=by, at=at, site=site, name=name, content=content, team=team)
        refused += len(outcome.refused)
        print("\n".join(lines_about(name, outcome)))
    return 1 if refused else 0


def find_site(name: str | None) -> Any:
    """The clinic of that name, or the only one. Raises LookupError that lists what there is."""
    from glidepath.record.sites.models import Site

    sites = list(Site.objects.order_by("name"))
    chosen = [site for site in sites if name in (None, site.name)]
    if len(chosen) == 1:
        return chosen[0]
    known = ", ".join(site.name for site in sites) or "none yet; make one first"
    raise LookupError(f"say which clinic with --site. Clinics: {known}")


def find_team(emails: Sequence[str], site: Any, at: datetime) -> list[tuple[Any, Any]]:
    """Each address as (user, role at this clinic). Raises LookupError naming one that does not work there."""
    from glidepath.foundation.access import Role
    from glidepath.record.sites.queries import staff_of

    staff = {member.user.email: member for member in staff_of(site.pk, at)}
    for email in emails:
        if email.lower() not in staff:
            raise LookupError(f"{email} does not work at {site.name}")
    return [(staff[email.lower()].user, Role(staff[email.lower()].role)) for email in emails]


def lines_about(name: str, outcome: Any) -> Iterator[str]:
    """What became of one file. People are named by their public id alone."""
    for report in outcome.reports:
        added, unchanged = sum(report.added.values()), sum(report.unchanged.values())
        yield f"{name}: person {report.patient.public_id}: {added} rows added, {unchanged} already here"
        yield from (f"  repaired: {repair}" for repair in report.repairs)
        yield from (f"  dose unknown: {order}" for order in report.dose_unknown)
    for refusal in outcome.refused:
        where = f" at {refusal.where}" if refusal.where else ""
        yield f"{name}: not taken in{where}: {refusal.message}"
