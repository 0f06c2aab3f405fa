"""The strengths that a request could mean where it leaves open which ones the pharmacy supplies."""

from __future__ import annotations

from fractions import Fraction

from glidepath_clinical.medicines import Form, Product
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.asked_medicine import MedicineWish

Choice = tuple[str, ...]


def choices_of(product: Product, wish: MedicineWish) -> tuple[Choice, ...]:
    """Each list of strengths as a request would name it; one alone, or none, where nothing is open.

    Of a combination every strength with the same second amount, of a liquid each concentration by itself.
    """
    asked = wish.strengths if wish.strengths is not None else tuple(dose.amount for dose in product.strengths)
    if Form.SOLUTION in product.forms:
        return tuple((decimal_text(strength),) for strength in asked)
    return tuple(_with_partner(product, asked, wish, partner) for partner in _partners(product, asked, wish))


def _partners(product: Product, asked: tuple[Fraction, ...], wish: MedicineWish) -> tuple[Fraction, ...]:
    """The second amounts that are meant; those with which every strength that was named exists, where some was."""
    amounts = sorted({pair.partner_amount.amount for pair in product.combined if pair.main.amount in asked})
    if wish.strengths is None:
        return tuple(amounts)
    open_ones = [strength for strength in asked if strength not in wish.partners]
    return tuple(amount for amount in amounts if all(_exists(product, main, amount) for main in open_ones))


def _with_partner(product: Product, asked: tuple[Fraction, ...], wish: MedicineWish, partner: Fraction) -> Choice:
    pairs = [(main, wish.partners.get(main, partner)) for main in asked]
    known = [(main, amount) for main, amount in pairs if _exists(product, main, amount)]
    return tuple(f"{decimal_text(main)}/{decimal_text(amount)}" for main, amount in known)


def _exists(product: Product, main: Fraction, partner: Fraction) -> bool:
    return any((pair.main.amount, pair.partner_amount.amount) == (main, partner) for pair in product.combined)
