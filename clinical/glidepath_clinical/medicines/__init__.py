"""Medicines: the formulary, product codes, MME factor sets, and orders as FHIR R4 writes them."""

from glidepath_clinical.medicines.formulary import UnknownProduct, find_product, formulary
from glidepath_clinical.medicines.packaged import DATA_VERSION
from glidepath_clinical.medicines.product import CombinedStrength, DailyLimit, Form, Product

__all__ = [
    "DATA_VERSION",
    "CombinedStrength",
    "DailyLimit",
    "Form",
    "Product",
    "UnknownProduct",
    "find_product",
    "formulary",
]
