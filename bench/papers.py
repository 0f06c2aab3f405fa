"""The dose taken back out of every form that the product writes of random plans, paper and screen among them."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from bench import product
from bench.figures import Figure

if TYPE_CHECKING:
    from glidepath.interfaces.documents.frozen_plan import FrozenPlan

PLANS, PAPERS = 10_000, 200
LONGEST = 40 * 60
"""Seconds; what was not reached by then is told beside the figure."""
Check = Callable[["FrozenPlan"], list[str]]


def figures() -> Iterator[Figure]:
    """Run in a process of its own, with the product set up."""
    return product.measured("bench.papers")


def counted(plans: Iterable[FrozenPlan], check: Check, wanted: int, what: str, forms: str) -> Figure:
    """How many plans were read back within the time, and how many differed; each difference is told on the way."""
    began, done, differing = time.monotonic(), 0, 0
    for frozen in plans:
        if time.monotonic() - began > LONGEST:
            break
        found = check(frozen)
        done += 1
        differing += bool(found)
        if found:
            print(found, frozen.plan.frozen["request"], file=sys.stderr)
    rate = done / (time.monotonic() - began)
    return Figure(what, f"{differing} of {done:,} differ", f"{wanted:,} wanted; {forms}; {rate:,.0f} plans a second")


def main(plans: int, papers: int) -> None:
    """Everything, printed for the process that waits for it."""
    import django

    django.setup()
    from glidepath.interfaces.documents.tests.differences import differences, differences_on_paper
    from glidepath.interfaces.documents.tests.random_plans import random_plans, signed_in_memory

    def signed(count: int) -> Iterator[FrozenPlan]:
        return (signed_in_memory(planned) for planned in random_plans(2027, count))

    said = "screen, text, calendar in two languages, FHIR, JSON"
    product.tell([counted(signed(plans), differences, plans, "dose read back out of five forms", said)])

    def on_paper(frozen: FrozenPlan) -> list[str]:
        return differences_on_paper(frozen, "en") + differences_on_paper(frozen, "es")

    product.tell([counted(signed(papers), on_paper, papers, "dose read back out of the PDF", "English and Spanish")])


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:]) if sys.argv[1:] else (PLANS, PAPERS)))
