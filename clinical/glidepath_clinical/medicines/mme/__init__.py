"""Morphine milligram equivalents per day, by a named and versioned factor set. Never a conversion dose."""

from glidepath_clinical.medicines.mme.factors import (
    DEFAULT_FACTOR_SET,
    Factor,
    FactorSet,
    UnknownFactorSet,
    factor_set,
    factor_sets,
)
from glidepath_clinical.medicines.mme.of_orders import MmeResult, mme_of_orders
from glidepath_clinical.medicines.mme.of_regimen import mme_of_regimen
from glidepath_clinical.medicines.mme.total import CountedLoad, Load, MmeTotal, NotCounted, total_of
from glidepath_clinical.medicines.mme.warnings import Warned

__all__ = [
    "DEFAULT_FACTOR_SET",
    "CountedLoad",
    "Factor",
    "FactorSet",
    "Load",
    "MmeResult",
    "MmeTotal",
    "NotCounted",
    "UnknownFactorSet",
    "Warned",
    "factor_set",
    "factor_sets",
    "mme_of_orders",
    "mme_of_regimen",
    "total_of",
]
