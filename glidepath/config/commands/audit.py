"""`glidepath audit verify`: recompute the whole audit chain."""

from __future__ import annotations

import argparse

HELP = "check the audit trail"
NEEDS_SETTINGS = True


def register(parser: argparse.ArgumentParser) -> None:
    """What to do with the trail."""
    parser.add_argument("what", choices=["verify"], help="recompute every link and compare the signed heads")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when the chain is whole, 1 when it is not."""
    from glidepath.foundation import audit

    report = audit.verify()
    print("\n".join(report.lines()))
    return 0 if report.holds else 1
