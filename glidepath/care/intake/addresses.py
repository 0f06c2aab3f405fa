"""A medicine in an address: by a short key, because an address must not tell what a person takes."""

from __future__ import annotations

import hashlib

from glidepath.care.intake.reconciliation import product_names


def key_of(product: str) -> str:
    """Twelve characters that stand for a medicine of the formulary."""
    return hashlib.sha256(product.encode()).hexdigest()[:12]


def product_of(key: str) -> str:
    """The medicine a key stands for. Raises ValueError for a key of none."""
    for name in product_names():
        if key_of(name) == key:
            return name
    raise ValueError("no medicine has this key")


class MedicineKey:
    """The part of an address: views see the medicine's name, addresses its key; an unknown key is no address."""

    regex = "[0-9a-f]{12}"

    def to_python(self, value: str) -> str:
        """The medicine's name."""
        return product_of(value)

    def to_url(self, value: str) -> str:
        """The medicine's key."""
        return key_of(value)
