"""`glidepath import FILE ...`: read FHIR bundles into the record."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "import FHIR R4 bundles; each file is one transaction, and its repairs are told"
NEEDS_SETTINGS = True


def register(parser: argparse.ArgumentParser) -> None:
    """Which files, and for which site."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a FHIR R4 bundle in JSON")
    parser.add_argument("--site", help="name of the site the patients belong to (default: the only one)")
