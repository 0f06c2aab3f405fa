"""From a request to a certified plan, or to a refusal by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from glidepath_clinical.evidence import cite
from glidepath_clinical.medicines import DATA_VERSION
from glidepath_clinical.tapering.certificate import certify
from glidepath_clinical.tapering.course import Course, kept_course, run_course
from glidepath_clinical.tapering.dates import NoDayForStep
from glidepath_clinical.tapering.document import (
    content_hash,
    pace_json,
    paces_json,
    present_json,
    product_json,
    steps_json,
)
from glidepath_clinical.tapering.earlier_version import original_refusals
from glidepath_clinical.tapering.frameworks import Framework
from glidepath_clinical.tapering.fresh_copy import fresh_copy
from glidepath_clinical.tapering.joint_ceilings import present_refusals, step_refusals
from glidepath_clinical.tapering.mme_goal import mme_share
from glidepath_clinical.tapering.order import MOST_MEDICINES, in_order, order_refusals, order_words
from glidepath_clinical.tapering.pace import Pace
from glidepath_clinical.tapering.person import NOTHING_KNOWN
from glidepath_clinical.tapering.reasons import cap_refusal, ceiling_refusals, reasons, refill_words, requirements
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.results import Planned, Refused
from glidepath_clinical.tapering.timeline import Lowered, Timeline, lay_out
from glidepath_clinical.tapering.treatment import Treatment, in_medicine, look_up
from glidepath_clinical.tapering.versions import ENGINE_VERSION

Offers = Callable[[PlanRequest, Treatment, Course], list[dict[str, Any]]]


@dataclass(frozen=True)
class _Setting:
    """The request with everything it names looked up, in the order of the request."""

    request: PlanRequest
    treatments: tuple[Treatment, ...]

    @property
    def order(self) -> tuple[Treatment, ...]:
        """The medicines that are lowered, the first one first."""
        return in_order(self.request, self.treatments)


def plan_without_offers(request: PlanRequest) -> Planned | Refused:
    """The best plan or why there is none, without working out other ways (offers are planned with this)."""
    return plan_with(request, lambda _request, _treatment, _course: [])


def plan_with(request: PlanRequest, offers: Offers) -> Planned | Refused:
    """Plans with a given source of offers."""
    setting = _look_up(request)
    if isinstance(setting, tuple):
        return _refused(request, setting)
    refusals = tuple(_refusals(setting))
    if refusals:
        return _refused(request, refusals, setting)
    try:
        return _lowered_in_turn(setting, offers)
    except NoDayForStep as error:
        because = f"{error}; the weekdays, refills, patch changes and protected dates exclude each other"
        return _refused(request, (Refusal("no_day_for_step", because, "allowed_weekdays"),), setting)


def _lowered_in_turn(setting: _Setting, offers: Offers) -> Planned | Refused:
    request = setting.request
    lowered: list[Lowered] = []
    above = tuple(present_refusals(_courses(setting, []))) if len(setting.treatments) > 1 else ()
    if above:
        return _refused(request, above, setting)
    for treatment in setting.order:
        medicine = _lowered(setting, treatment)
        if isinstance(medicine, Refusal) and _is_at_its_goal(setting, medicine):
            continue
        if isinstance(medicine, Refusal):
            return _refused(request, (_placed(request, medicine, treatment.place),), setting)
        lowered.append(medicine)
        if medicine.course.stuck_at is not None:
            return _stuck(setting, lowered, offers(request, treatment, medicine.course))
    if not lowered:
        because = "every medicine is at its goal already; nothing is left to lower"
        return _refused(request, (Refusal("goal_is_present_dose", because, "goal"),), setting)
    timeline = lay_out(request, lowered)
    above = tuple(step_refusals(_courses(setting, lowered), timeline))
    if above:
        return _refused(request, above, setting)
    found = [row for medicine in lowered for row in offers(request, medicine.treatment, medicine.course)]
    return _planned(setting, lowered, timeline, found)


def _is_at_its_goal(setting: _Setting, refusal: Refusal) -> bool:
    """Whether a medicine of a plan that goes on was lowered to its goal by an earlier version: it is kept there."""
    goes_on = setting.request.continues is not None and len(setting.order) > 1
    return goes_on and refusal.code == "goal_is_present_dose"


def _look_up(request: PlanRequest) -> _Setting | tuple[Refusal, ...]:
    if len(request.medicines) > MOST_MEDICINES:
        because = f"{len(request.medicines)} medicines; one plan holds at most {MOST_MEDICINES}"
        return (Refusal("too_many_medicines", because, "medicines"),)
    found = [look_up(request, wish, place) for place, wish in enumerate(request.medicines)]
    missing = [
        _placed(request, refusal, place) for place, row in enumerate(found) if isinstance(row, tuple) for refusal in row
    ]
    if missing:
        return tuple(missing)
    return _Setting(request, tuple(row for row in found if isinstance(row, Treatment)))


def _placed(request: PlanRequest, refusal: Refusal, place: int) -> Refusal:
    return refusal if len(request.medicines) == 1 else in_medicine(refusal, place)


def _refusals(setting: _Setting) -> Iterator[Refusal]:
    request = setting.request
    for treatment in setting.treatments:
        for refusal in (*treatment.refusals(), *original_refusals(request, treatment)):
            yield _placed(request, refusal, treatment.place)
    if request.site_framework is not None:
        yield from request.site_framework.refusals()
    yield from order_refusals(request, setting.treatments)
    if request.person is not None:
        found = [refusal for name in _classes(setting) for refusal in request.person.refusals(name)]
        yield from dict.fromkeys(found)


def _classes(setting: _Setting) -> tuple[str, ...]:
    """The classes of all medicines that are taken: what matters for an opioid matters beside one that is kept too."""
    names = [row.supply.product.medicine_class for row in setting.treatments]
    return tuple(dict.fromkeys(names))


def _lowered(setting: _Setting, treatment: Treatment) -> Lowered | Refusal:
    assert treatment.agreed is not None, "an adjunct is kept and has no course"
    share = mme_share(setting.request, setting.treatments, treatment)
    if isinstance(share, Refusal):
        return share
    course = run_course(setting.request, treatment.wish, treatment.supply, treatment.agreed, share)
    return course if isinstance(course, Refusal) else Lowered(treatment, course, treatment.agreed.pace)


def not_certified(planned: Planned) -> Refusal:
    """Why a finished plan is not given out: the independent check does not agree with it."""
    failing = [check for check in planned.document["certificate"]["checks"] if not check["holds"]]
    found = "; ".join(f"{check['name']}: {', '.join(check['because'])}" for check in failing)
    because = f"the engine's plan did not pass its independent check ({found}); plan by hand, and report this request"
    return Refusal("certificate_failed", because)


def _courses(setting: _Setting, lowered: list[Lowered]) -> list[Course]:
    """The course of every medicine, in the order of the request; what is not lowered (yet) is kept."""
    known = {medicine.place: medicine.course for medicine in lowered}
    return [known.get(row.place) or kept_course(setting.request, row.wish, row.supply) for row in setting.treatments]


def _planned(
    setting: _Setting, lowered: list[Lowered], timeline: Timeline, offers: list[dict[str, Any]]
) -> Planned | Refused:
    request, courses = setting.request, _courses(setting, lowered)
    wishes = [row.wish for row in setting.treatments]
    said = [words for medicine in lowered for words in reasons(medicine.treatment, medicine.course)]
    document: dict[str, Any] = {
        "outcome": "planned",
        **_head(request, setting),
        "pace": pace_json(_first_pace(setting)),
        **(_of_several(setting) if len(setting.treatments) > 1 else {}),
        "products": [product_json(*pair) for pair in zip(courses, setting.treatments, strict=True)],
        "requires": _requirements(setting),
        "because": [*order_words(request, setting.order), *refill_words(request, lowered), *dict.fromkeys(said)],
        "present": present_json(courses, wishes, timeline.present_ends_on),
        "steps": steps_json(courses, wishes, timeline),
        "offers": offers,
    }
    planned = seal(document)
    return planned if planned.holds else _refused(request, (not_certified(planned),), setting)


def _requirements(setting: _Setting) -> list[dict[str, str]]:
    overridden = setting.request.order.override_lock is not None and len(setting.order) > 1
    return requirements([treatment.needs for treatment in setting.order], lock_overridden=overridden)


def heading_of(request: PlanRequest) -> dict[str, Any]:
    """What stands at the top of a version that is not solved but kept: rule set, needs, open questions."""
    setting = _look_up(request)
    assert isinstance(setting, _Setting), "the doses of a version that is kept were packed before"
    head = {name: _head(request, setting)[name] for name in ("framework", "framework_version", "source")}
    return {**head, "not_assessed": _not_assessed(request, setting), "requires": _requirements(setting)}


def kept_doses(request: PlanRequest) -> dict[str, Any] | Refused:
    """Products and present doses with their units, of a version that has no step: nothing is solved, so no pace
    and no strength can stand against an order to keep, to lower at once, or to stop."""
    setting = _look_up(request)
    if isinstance(setting, tuple):
        return _refused(request, setting)
    refusals = tuple(_refusals(setting))
    if refusals:
        return _refused(request, refusals, setting)
    courses, wishes = _courses(setting, []), [row.wish for row in setting.treatments]
    return {
        "products": [product_json(*pair) for pair in zip(courses, setting.treatments, strict=True)],
        "present": present_json(courses, wishes, request.starts_on - timedelta(days=1)),
    }


def _first_pace(setting: _Setting) -> Pace:
    agreed = setting.order[0].agreed
    assert agreed is not None, "an adjunct has no place in the order"
    return agreed.pace


def _of_several(setting: _Setting) -> dict[str, Any]:
    names = [treatment.supply.product.name for treatment in setting.order]
    return {"order": names, "paces": paces_json(setting.order)}


def seal(document: dict[str, Any]) -> Planned:
    """Adds hash and certificate to a finished plan document."""
    document["content_hash"] = content_hash(document)
    document["certificate"] = certify(document).to_json()
    return Planned(document)


def _stuck(setting: _Setting, lowered: list[Lowered], offers: list[dict[str, Any]]) -> Refused:
    """Refused at the step where the cap cannot be kept; `at` counts the steps of all medicines."""
    request, courses = setting.request, _courses(setting, lowered)
    wishes = [row.wish for row in setting.treatments]
    so_far = [medicine for medicine in lowered if medicine.course.steps]
    timeline = lay_out(request, so_far) if so_far else None
    ends_on = timeline.present_ends_on if timeline else request.starts_on - timedelta(days=1)
    more = {
        "at": sum(len(medicine.course.steps) for medicine in lowered) + 1,
        "present": present_json(courses, wishes, ends_on),
        "steps_so_far": steps_json(courses, wishes, timeline) if timeline else [],
        "offers": offers,
    }
    found = (cap_refusal(lowered[-1].course), *ceiling_refusals(lowered[-1].course))
    refusals = tuple(_placed(request, refusal, lowered[-1].place) for refusal in found)
    return _refused(request, refusals, setting, more)


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
    frameworks = [row.framework for row in setting.treatments if row.agreed is not None] if setting else []
    framework = frameworks[0] if frameworks else None
    return {
        "framework": framework.id if framework else None if frameworks else request.framework,
        "framework_version": framework.version if framework else None,
        "source": _source(framework),
        "request": fresh_copy(dict(request.raw)),
        "not_assessed": _not_assessed(request, setting),
        "data_version": DATA_VERSION,
        "engine_version": ENGINE_VERSION,
        "previous_content_hash": request.continues.previous_content_hash if request.continues else None,
    }


def _source(framework: Framework | None) -> dict[str, Any] | None:
    if framework is None:
        return None
    if framework.site_source is not None:
        return {"key": framework.id, "title": framework.site_source, "year": None, "mark": framework.mark}
    source = cite(framework.cite)
    return {"key": source.key, "title": source.title, "year": source.year, "mark": framework.mark}


def _not_assessed(request: PlanRequest, setting: _Setting | None) -> list[str]:
    if request.person is None or setting is None:
        return list(NOTHING_KNOWN)
    names = [name for kind in _classes(setting) for name in request.person.not_assessed(kind)]
    return list(dict.fromkeys(names))
