"""`glidepath staff`: give somebody a role at a clinic, and put people on call."""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta
from typing import Any

HELP = "give a person a role at a clinic, or put one on call"
NEEDS_SETTINGS = True


def register(parser: argparse.ArgumentParser) -> None:
    """Who, which role, where; `--on-call-days` adds a shift that begins now."""
    parser.add_argument("email", help="the address the person signs in with")
    parser.add_argument("name", help="the name patients and colleagues see")
    parser.add_argument("role", help="prescriber, pharmacist, nurse_coordinator, psychologist, …")
    parser.add_argument("--site", required=True, help="name of the clinic")
    parser.add_argument("--on-call-days", type=int, default=0, help="put this person on call from now for so many days")
    parser.add_argument("--rank", type=int, default=1, help="1 is called first (default 1)")


def run(args: argparse.Namespace) -> int:
    """Exit 2 for an unknown role or clinic, naming those there are."""
    from glidepath.foundation.access import STAFF_ROLES, Role, system_actor
    from glidepath.foundation.clock import now
    from glidepath.record.sites.models import Site
    from glidepath.record.sites.operations import join_staff, put_on_call

    roles = [role.value for role in STAFF_ROLES]
    site = Site.objects.filter(name=args.site).first()
    if args.role not in roles or site is None:
        print(
            f"There is no role {args.role}; use one of {', '.join(roles)}."
            if args.role not in roles
            else f"There is no clinic {args.site}. Open it first: glidepath site",
            file=sys.stderr,
        )
        return 2
    by, at = system_actor("command line"), now()
    user = _user(args.email, args.name)
    join_staff(by=by, at=at, site=site, user=user, role=Role(args.role))
    if args.on_call_days > 0:
        end = at + timedelta(days=args.on_call_days)
        put_on_call(by=by, at=at, site=site, user=user, starts_at=at, ends_at=end, rank=args.rank)
    print(
        f"{args.name} is {args.role} at {site.name}. The first sign-in: open /accounts/password/reset/ in the browser,"
    )
    print("enter the address above, follow the mailed link, set a password, then set up the second factor.")
    return 0


def _user(email: str, name: str) -> Any:
    from django.contrib.auth import get_user_model

    users = get_user_model().objects
    return users.filter(email=email.lower()).first() or users.create_user(email=email, password=None, name=name)
