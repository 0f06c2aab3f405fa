"""A framework that a site made for itself: read from the request, and refused by name when it contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from glidepath_clinical.tapering.asked_pace import read_percent, read_positive
from glidepath_clinical.tapering.fields import Fields, UnusableInput
from glidepath_clinical.tapering.frameworks import Framework
from glidepath_clinical.tapering.pace import Basis, Pace, Rate, SlowTail
from glidepath_clinical.tapering.refusals import Refusal

SITE = "site-"
CLASSES = ("opioid", "opioid (OUD only)", "partial agonist", "benzodiazepine", "Z-drug", "gabapentinoid",
           "adjunct (SNRI)", "adjunct (muscle relaxant)", "withdrawal adjunct")  # fmt: skip
MOST_SHARE = Fraction(1, 2)


@dataclass(frozen=True)
class SiteFramework:
    """A site's own rule set. Percentages are plain percents; amounts are in the unit of the medicine."""

    id: str
    name: str
    version: str
    source: str
    population: str
    approved_by: str
    classes: tuple[str, ...]
    basis: Basis
    target: Fraction
    cap: Fraction
    every_days: int
    first: tuple[Fraction, Fraction] | None
    slow_below: Fraction | None
    terminal_days: tuple[int, ...]
    follow_up: str
    in_person: str

    @property
    def pace(self) -> Pace:
        """Its numbers as a pace."""
        whole = 1 if self.basis is Basis.FIXED else 100
        rate = Rate(self.basis, self.target / whole, self.cap / whole)
        return Pace(
            rate=rate,
            every_days=self.every_days,
            first=Rate(self.basis, self.first[0] / whole, self.first[1] / whole) if self.first else None,
            tail=self._tail(rate),
            terminal_days=self.terminal_days,
        )

    def _tail(self, rate: Rate) -> SlowTail | None:
        """Below a share of the original dose the same percentages are of the dose taken now."""
        if self.slow_below is None:
            return None
        return SlowTail(self.slow_below / 100, Rate(Basis.CURRENT, rate.target, rate.cap))

    def refusals(self) -> Iterator[Refusal]:
        """What contradicts itself in it."""
        for field, because in self._contradictions():
            yield Refusal("site_framework_inconsistent", f"{self.id}: {because}", f"site_framework.{field}")

    def _contradictions(self) -> Iterator[tuple[str, str]]:
        if not self.id.startswith(SITE):
            yield "id", f"the id of a site's own framework begins with {SITE!r}, so that nobody takes it for published"
        if self.cap < self.target:
            yield "cap", "the cap lies below the reduction that is aimed at"
        if self.basis is not Basis.FIXED and self.cap > 100 * MOST_SHARE:
            yield "cap", "more than half of the dose in one step is a sudden stop"
        if self.slow_below is not None and self.basis is not Basis.ORIGINAL:
            yield "slow_below_percent", "slowing at a share of the original dose needs the basis original"
        yield from self._first_contradictions()

    def _first_contradictions(self) -> Iterator[tuple[str, str]]:
        if self.first is None:
            return
        target, cap = self.first
        if cap < target or cap < self.cap:
            yield "first_cap", "the cap of the first change lies below its own aim or below the cap of later steps"
        if self.basis is not Basis.FIXED and cap > 100 * MOST_SHARE:
            yield "first_cap", "more than half of the dose in the first change is a sudden stop"
        if self.slow_below is not None:
            yield "first_cap", "a first change of its own and a slow end do not stand together"


def read_site_framework(fields: Fields) -> SiteFramework:
    """Reads `site_framework`; raises `UnusableInput` for what cannot be read at all."""
    basis = Basis(fields.one_of("basis", tuple(b.value for b in Basis)))
    sizes = _amounts if basis is Basis.FIXED else _percents
    target, cap = sizes(fields, "target", "cap")
    if target is None or cap is None:
        raise UnusableInput(fields.path("target" if target is None else "cap"), "is missing")
    first_target, first_cap = sizes(fields, "first_target", "first_cap")
    if (first_target is None) != (first_cap is None):
        raise UnusableInput(fields.path("first_target"), "and first_cap belong together; write both or neither")
    texts: dict[str, Any] = {name: fields.text(name) for name in _TEXTS}
    site = SiteFramework(
        **texts,
        classes=_classes(fields),
        basis=basis,
        target=target,
        cap=cap,
        every_days=fields.whole_days("every_days"),
        first=(first_target, first_cap) if first_target is not None and first_cap is not None else None,
        slow_below=read_percent(fields, "slow_below_percent"),
        terminal_days=_terminal_days(fields),
    )
    fields.finish()
    return site


_TEXTS = ("id", "name", "version", "source", "population", "approved_by", "follow_up", "in_person")


def _percents(fields: Fields, *names: str) -> tuple[Fraction | None, ...]:
    return tuple(read_percent(fields, f"{name}_percent") for name in names)


def _amounts(fields: Fields, *names: str) -> tuple[Fraction | None, ...]:
    return tuple(read_positive(fields, f"{name}_amount") for name in names)


def _classes(fields: Fields) -> tuple[str, ...]:
    names = fields.words("classes", CLASSES)
    if not names:
        raise UnusableInput(fields.path("classes"), "is empty; name the classes of medicine it is for")
    return names


def _terminal_days(fields: Fields) -> tuple[int, ...]:
    if not fields.has("terminal_days"):
        return ()
    days = []
    for place, row in enumerate(fields.items("terminal_days")):
        if isinstance(row, bool) or not isinstance(row, int) or not 1 <= row <= 3660:
            raise UnusableInput(f"{fields.path('terminal_days')}[{place}]", "must be a whole number of days from 1")
        days.append(row)
    return tuple(days)


def as_framework(site: SiteFramework) -> Framework:
    """The site's rule set in the shape of a published one; its source says that the site made it."""
    return Framework(
        id=site.id,
        name=site.name,
        version=site.version,
        cite="",
        mark="site",
        population=site.population,
        published_range=f"the site's own: {site.source}",
        basis=site.basis,
        basis_note=f"A rule set of this site, approved by {site.approved_by}; it is not a published one.",
        classes=site.classes,
        follow_up=site.follow_up,
        in_person=site.in_person,
        requires=(),
        summary=site.population,
        pace=site.pace,
        site_source=f"{site.source} (approved by {site.approved_by})",
    )
