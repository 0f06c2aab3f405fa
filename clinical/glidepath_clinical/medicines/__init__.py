"""Medicines: the formulary, product codes, MME factor sets, and orders as FHIR R4 writes them."""

from glidepath_clinical.medicines.coded_product import CodedProduct, find_coded, find_coded_by_name, product_for_rxcui
from glidepath_clinical.medicines.fhir_orders import (
    Collected,
    Counting,
    DosageLine,
    Order,
    UnusableDocument,
    collect_orders,
    problem_code,
    read_order,
)
from glidepath_clinical.medicines.formulary import UnknownProduct, find_product, formulary, product_named
from glidepath_clinical.medicines.mme import (
    DEFAULT_FACTOR_SET,
    CountedLoad,
    FactorSet,
    MmeResult,
    MmeTotal,
    NotCounted,
    UnknownFactorSet,
    factor_set,
    factor_sets,
    mme_of_orders,
    mme_of_regimen,
)
from glidepath_clinical.medicines.packaged import DATA_VERSION
from glidepath_clinical.medicines.product import CombinedStrength, DailyLimit, Form, Product

__all__ = [
    "DATA_VERSION",
    "DEFAULT_FACTOR_SET",
    "CodedProduct",
    "Collected",
    "CombinedStrength",
    "CountedLoad",
    "Counting",
    "DailyLimit",
    "DosageLine",
    "FactorSet",
    "Form",
    "MmeResult",
    "MmeTotal",
    "NotCounted",
    "Order",
    "Product",
    "UnknownFactorSet",
    "UnknownProduct",
    "UnusableDocument",
    "collect_orders",
    "factor_set",
    "factor_sets",
    "find_coded",
    "find_coded_by_name",
    "find_product",
    "formulary",
    "mme_of_orders",
    "mme_of_regimen",
    "problem_code",
    "product_for_rxcui",
    "product_named",
    "read_order",
]
