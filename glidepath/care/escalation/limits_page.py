"""The thresholds of the rules as a page: the clinic's own numbers, what each may be, its source and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from glidepath_clinical.evidence import MARKS, cite
from glidepath_clinical.findings import Urgency
from glidepath_clinical.protocol import LimitDescription, Limits
from glidepath_clinical.red_flags import RULES

from glidepath.record.alerts.wording import rule_name
from glidepath.record.sites.models import Site
from glidepath.record.sites.queries import limit_changes


@dataclass(frozen=True)
class UsedBy:
    """A rule that compares with the threshold, and the address of its page."""

    name: str
    url: str


@dataclass(frozen=True)
class LimitView:
    """One threshold as people read it. `own`: the clinic set it; `red`: a rule that can be RED uses it."""

    name: str
    value: str
    default: str
    unit: str
    meaning: str
    lowest: str
    highest: str
    source: str
    mark: str
    rules: Sequence[UsedBy]
    own: bool
    red: bool
    fixed: bool


@dataclass(frozen=True)
class LimitsPage:
    """All thresholds, those the clinic set first, and what was changed."""

    own: Sequence[LimitView]
    others: Sequence[LimitView]
    changes: Sequence[Any]


def limits_page(site: Site) -> LimitsPage:
    """Everything for one clinic."""
    views = list(views_of(site).values())
    own = [view for view in views if view.own]
    return LimitsPage(own, [view for view in views if not view.own], limit_changes(site.pk))


def views_of(site: Site) -> Mapping[str, LimitView]:
    """Every threshold by name, with the clinic's own numbers in force."""
    defaults = {limit.name: limit for limit in Limits().describe()}
    now = Limits().with_overrides(site.limits).describe()
    return {limit.name: _view(limit, defaults[limit.name]) for limit in now}


def _view(limit: LimitDescription, default: LimitDescription) -> LimitView:
    using = [rule for rule in RULES if limit.name in rule.LIMITS]
    return LimitView(
        name=limit.name,
        value=str(limit.value),
        default=str(default.value),
        unit=limit.unit,
        meaning=limit.meaning,
        lowest=str(limit.lowest),
        highest=str(limit.highest),
        source=cite(limit.cite).title,
        mark=MARKS[limit.mark],
        rules=[UsedBy(rule_name(rule.ID), reverse("escalation:rule", args=[rule.ID])) for rule in using],
        own=limit.value != default.value,
        red=any(Urgency.RED in rule.ABOUT.output for rule in using),
        fixed=limit.lowest == limit.highest,
    )
