"""Is the plan still where the reader saw it, and may this person make this change of it?"""

from __future__ import annotations

from glidepath.care.tapering.refusal import Because, Refused
from glidepath.foundation.access import Actor
from glidepath.record.plans.models import Plan
from glidepath.record.plans.operations import ChangedMeanwhile


def expect(plan: Plan, *states: str) -> None:
    """Refuse to act on a plan that is no longer where the reader saw it. Raises ChangedMeanwhile.

    `plan.state` and `plan.lock` are what the person who acts has seen; the row may have moved on.
    """
    now = Plan.objects.get(pk=plan.pk)
    if now.state not in states or now.lock != plan.lock:
        raise ChangedMeanwhile(now)
    plan.state = now.state


def another_person(by: Actor, plan: Plan) -> None:
    """Refuse that the same person proposes and reviews. Raises Refused."""
    if by.user_id == plan.proposed_by_id:
        raise Refused([Because("same_person_reviews", {}, "plan")])
