"""From a request to a certified plan, or to a refusal by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from glidepath_clinical.evidence import cite
from glidepath_clinical.medicines import DATA_VERSION
from glidepath_clinical.tapering.agreed_pace import AgreedPace, agree
from glidepath_clinical.tapering.certificate import certify
from glidepath_clinical.tapering.course import Course, run_course
from glidepath_clinical.tapering.dates import Period, periods
from glidepath_clinical.tapering.document import content_hash, pace_json, present_json, product_json, steps_json
from glidepath_clinical.tapering.frameworks import Framework, UnknownFramework, find_framework
from glidepath_clinical.tapering.person import NOTHING_KNOWN
from glidepath_clinical.tapering.reasons import cap_refusal, interval_refusals, reasons, requirements
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.results import Planned, Refused
from glidepath_clinical.tapering.solver import Phase
from glidepath_clinical.tapering.supply import Supply, dose_refusals, find_supply
from glidepath_clinical.tapering.versions import ENGINE_VERSION

Offers = Callable[[PlanRequest, AgreedPace, Course], list[dict[str, Any]]]


@dataclass(frozen=True)
class _Setting:
    """The request with everything it names looked up."""

    request: PlanRequest
    framework: Framework | None
    agreed: AgreedPace
    supply: Supply


def plan_without_offers(request: PlanRequest) -> Planned | Refused:
    """The best plan or why there is none, without working out other ways (offers are planned with this)."""
    return plan_with(request, lambda _request, _agreed, _course: [])


def plan_with(request: PlanRequest, offers: Offers) -> Planned | Refused:
    """Plans with a given source of offers."""
    setting = _look_up(request)
    if isinstance(setting, tuple):
        return _refused(request, setting)
    refusals = tuple(_refusals(setting))
    if refusals:
        return _refused(request, refusals, setting)
    course = run_course(request, setting.supply, setting.agreed)
    if isinstance(course, Refusal):
        return _refused(request, (course,), setting)
    if course.stuck_at is not None:
        return _stuck(setting, course, offers(request, setting.agreed, course))
    return _planned(setting, course, offers(request, setting.agreed, course))


def _look_up(request: PlanRequest) -> _Setting | tuple[Refusal, ...]:
    try:
        framework = find_framework(request.framework) if request.framework else None
    except UnknownFramework as unknown:
        return (Refusal("unknown_framework", str(unknown), "framework"),)
    if len(request.medicines) > 1:
        because = "this version reduces one medicine in one plan; ask for one plan per medicine"
        return (Refusal("not_yet_supported_several_medicines", because, "medicines"),)
    supply = find_supply(request.medicines[0])
    if isinstance(supply, tuple):
        return supply
    return _Setting(request, framework, agree(framework, request.pace, request.eased), supply)


def _refusals(setting: _Setting) -> Iterator[Refusal]:
    product = setting.supply.product
    framework = setting.framework
    yield from dose_refusals(setting.supply, setting.request.medicines[0])
    if framework is not None and not framework.is_for(product.medicine_class):
        because = (
            f"{framework.id} was written for {', '.join(framework.classes)}; {product.name} is {product.medicine_class}"
        )
        yield Refusal("framework_not_for_class", because, "framework", framework.cite)
    yield from setting.agreed.refusals()
    yield from interval_refusals(product, setting.agreed.pace)
    if setting.request.person is not None:
        yield from setting.request.person.refusals(product.medicine_class)


def _planned(setting: _Setting, course: Course, offers: list[dict[str, Any]]) -> Planned:
    calendar = _calendar(setting, course)
    document: dict[str, Any] = {
        "outcome": "planned",
        **_head(setting.request, setting),
        "pace": pace_json(setting.agreed.pace),
        "products": [product_json(course)],
        "requires": requirements(setting.framework),
        "because": reasons(setting.framework, setting.agreed, course),
        "present": present_json(course, _before(calendar[0].starts_on)),
        "steps": steps_json(course, calendar),
        "offers": offers,
    }
    return seal(document)


def seal(document: dict[str, Any]) -> Planned:
    """Adds hash and certificate to a finished plan document."""
    document["content_hash"] = content_hash(document)
    document["certificate"] = certify(document).to_json()
    return Planned(document)


def _calendar(setting: _Setting, course: Course) -> tuple[Period, ...]:
    pace = setting.agreed.pace
    lengths = [
        pace.days_of_terminal_step(len(step.doses)) if step.phase is Phase.TERMINAL else pace.every_days
        for step in course.steps
    ]
    return periods(setting.request.starts_on, lengths, setting.request.step_days)


def _before(starts_on: date) -> Period:
    return Period(starts_on, starts_on - timedelta(days=1))


def _stuck(setting: _Setting, course: Course, offers: list[dict[str, Any]]) -> Refused:
    refusal = cap_refusal(course)
    more = {
        "at": course.stuck_at,
        "present": present_json(course, _before(setting.request.starts_on)),
        "steps_so_far": steps_json(course, _calendar(setting, course)) if course.steps else [],
        "offers": offers,
    }
    return _refused(setting.request, (refusal,), setting, more)


def _refused(
    request: PlanRequest,
    refusals: tuple[Refusal, ...],
    setting: _Setting | None = None,
    more: dict[str, Any] | None = None,
) -> Refused:
    document = {
        "outcome": "refused",
        "refusals": [refusal.to_json() for refusal in refusals],
        **_head(request, setting),
        **(more or {}),
    }
    return Refused(refusals, document)


def _head(request: PlanRequest, setting: _Setting | None) -> dict[str, Any]:
    framework = setting.framework if setting else None
    return {
        "framework": request.framework,
        "framework_version": framework.version if framework else None,
        "source": _source(framework),
        "request": deepcopy(dict(request.raw)),
        "not_assessed": _not_assessed(request, setting),
        "data_version": DATA_VERSION,
        "engine_version": ENGINE_VERSION,
        "previous_content_hash": request.continues.previous_content_hash if request.continues else None,
    }


def _source(framework: Framework | None) -> dict[str, Any] | None:
    if framework is None:
        return None
    source = cite(framework.cite)
    return {"key": source.key, "title": source.title, "year": source.year, "mark": framework.mark}


def _not_assessed(request: PlanRequest, setting: _Setting | None) -> list[str]:
    if request.person is None or setting is None:
        return list(NOTHING_KNOWN)
    return list(request.person.not_assessed(setting.supply.product.medicine_class))
