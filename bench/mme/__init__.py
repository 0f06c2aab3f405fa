"""How many patients' orders are counted in a second, from parsed JSON to the sums and the warnings.

Medicines, rhythms, amounts and whole orders are read once and kept by their exact content. Three figures show what
that does: patients whose orders came before, the first time that they come, and orders that no other is like.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from timeit import repeat

from glidepath_clinical.medicines import collect_orders, mme_of_orders
from glidepath_clinical.medicines.fhir_orders.remembered import forget_all

from bench.figures import Figure
from bench.mme.population import Patient, patients

PATIENTS = 4_000
ROUNDS = 3
LIMIT = "limit 20,000"


def figures() -> Iterator[Figure]:
    """Patients a second by the processor's own time, one core; the best of some rounds."""
    usual = list(patients(PATIENTS, own_words=False))
    first = max(_first_time(usual) for _ in range(ROUNDS))
    again = max(_rate(usual) for _ in range(ROUNDS))
    new = max(_first_time(list(patients(PATIENTS, own_words=True))) for _ in range(ROUNDS))
    yield Figure("MME, orders seen before", f"{again:,.0f} patients a second", f"{LIMIT}; {_about(usual)}")
    yield Figure(
        "MME, the first time that they come", f"{first:,.0f} patients a second", f"same patients, same run; {_load()}"
    )
    beside = f"every order has words of its own; adding two fractions takes {_addition():.1f} µs in this run"
    yield Figure("MME, no order like another", f"{new:,.0f} patients a second", beside)


def _first_time(population: Sequence[Patient]) -> float:
    forget_all()
    return _rate(population)


def _rate(population: Sequence[Patient]) -> float:
    spent = 0.0
    for patient in population:
        document = patient.parsed()
        begun = time.process_time()
        mme_of_orders(collect_orders(document).orders)
        spent += time.process_time() - begun
    return len(population) / spent


def _about(population: Sequence[Patient]) -> str:
    contents = [each for patient in population for each in patient.contents]
    return f"{len(population):,} patients, {len(contents):,} orders, {len(set(contents)):,} different"


def _load() -> str:
    """What else the machine does: work beside it slows a core that is shared, also by the processor's own time."""
    return f"{os.getloadavg()[0]:.0f} processes at work on {os.cpu_count()} cores"


def _addition() -> float:
    """Microseconds of the arithmetic that every exact sum is made of: how fast this machine is just now."""
    one, other = Fraction(15, 2), Fraction(7, 3)
    return min(repeat(lambda: one + other, timer=time.process_time, number=10_000, repeat=5)) * 100
