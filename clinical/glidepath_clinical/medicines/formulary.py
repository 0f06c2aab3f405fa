"""The formulary: every product that can be named, found by its name."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from functools import cache

from glidepath_clinical.medicines.formulary_row import product_of
from glidepath_clinical.medicines.names import opioids_in
from glidepath_clinical.medicines.packaged import read_rows
from glidepath_clinical.medicines.product import Product

MOST_NAMED = 5


class UnknownProduct(LookupError):
    """No product has this name. `nearest` are the names that come closest, nearest first."""

    def __init__(self, name: str, nearest: tuple[str, ...]) -> None:
        self.name = name
        self.nearest = nearest
        near = f"; nearest: {', '.join(nearest)}" if nearest else ""
        super().__init__(f'"{name}" is not in the formulary{near}')


@cache
def formulary() -> tuple[Product, ...]:
    """Every product, in the order of the table."""
    return tuple(product_of(row) for row in read_rows("formulary.csv"))


@cache
def _by_name() -> dict[str, Product]:
    return {_plain(product.name): product for product in formulary()}


def product_named(name: str) -> Product | None:
    """The product of that name (case and spaces do not matter), or None."""
    return _by_name().get(_plain(name))


def find_product(name: str) -> Product:
    """The product of that name (case and spaces do not matter). Raises UnknownProduct with the nearest names."""
    found = product_named(name)
    if found is None:
        raise UnknownProduct(name, _nearest(name))
    return found


def _nearest(name: str) -> tuple[str, ...]:
    """The names that come closest; a brand or another spelling of an opioid leads to the products of the opioid."""
    meant = set(opioids_in(name))
    same = [product.name for product in formulary() if product.main_ingredient in meant]
    close = get_close_matches(_plain(name), list(_by_name()), n=5, cutoff=0.5)
    by_likeness = sorted(same, key=lambda each: -SequenceMatcher(None, _plain(name), _plain(each)).ratio())
    return tuple(dict.fromkeys((*by_likeness, *(_by_name()[each].name for each in close))))[:MOST_NAMED]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
