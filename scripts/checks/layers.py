"""The order of the parts, read from .importlinter: the one place where it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from configparser import ConfigParser
from pathlib import Path

from scripts.checks.tree import ROOT


def ranks(file: Path = ROOT / ".importlinter") -> dict[str, tuple[int, ...]]:
    """Rank of each package, low to high: (layer of the product, layer inside it)."""
    config = ConfigParser()
    config.read_string(file.read_text(encoding="utf-8"))
    product = layer_numbers(config["importlinter:contract:product"])
    found = {f"glidepath.{name}": (number, -1) for name, number in product.items()}
    for contract in ("record", "care"):
        inside = layer_numbers(config[f"importlinter:contract:{contract}"])
        found |= {f"glidepath.{contract}.{name}": (product[contract], number) for name, number in inside.items()}
    return found


def layer_numbers(contract: Mapping[str, str]) -> dict[str, int]:
    """Each layer's number, counted from the lowest."""
    lines = [line for line in contract["layers"].splitlines() if line.strip()]
    return {name: number for number, line in enumerate(reversed(lines)) for name in re.findall(r"\w+", line)}


def rank_of(package: str, known: Mapping[str, tuple[int, ...]]) -> tuple[int, ...] | None:
    """Rank of the nearest package that has one."""
    while package and package not in known:
        package = package.rpartition(".")[0]
    return known.get(package)
