"""MME of what a person takes by known products: the regimen of a plan's step or of the record."""

from __future__ import annotations

from collections.abc import Iterable

from glidepath_clinical.medicines.mme.factors import FactorSet, factor_set
from glidepath_clinical.medicines.mme.total import Load, MmeTotal, NotCounted, total_of
from glidepath_clinical.medicines.product import Form, Product
from glidepath_clinical.quantities import Dose


def mme_of_regimen(taken: Iterable[tuple[Product, Dose | None]], factors: FactorSet | None = None) -> MmeTotal:
    """Add up daily doses (a patch: the rate worn at once). Products that are no opioid are left out.

    A dose of None is a dose that nobody knows: it is named in `not_counted`.
    """
    loads, missing = [], []
    for product, daily in taken:
        if not product.is_opioid:
            continue
        if daily is None:
            missing.append(NotCounted(product.name, "no_dose", "no dose is known; find out what is really taken"))
        else:
            loads.append(_load(product, daily))
    return total_of(loads, factors or factor_set(), missing)


def _load(product: Product, daily: Dose) -> Load:
    changed = 24 / Dose.of(product.wear_hours, "mg").amount if product.wear_hours else None
    form = Form.PATCH if Form.PATCH in product.forms else product.forms[0]
    return Load(product.name, product.main_ingredient, product.route, form, daily, changed)
