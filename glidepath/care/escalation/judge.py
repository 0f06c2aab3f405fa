"""Running the rules over one person's picture. Whatever breaks here is told, never swallowed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from glidepath_clinical.findings import Evaluation, Failed
from glidepath_clinical.protocol import Limits
from glidepath_clinical.red_flags import RULES, evaluate

from glidepath.record.patients.models import Patient
from glidepath.record.picture.build import build_picture

log = logging.getLogger(__name__)
PICTURE = "picture"
SILENCE = "silence"


def judge(patient: Patient, at: datetime, only: str | None = None, **known: Any) -> Evaluation:
    """What every rule says (or one of them). A picture that cannot be built counts as a failed rule.

    `known` are fields of the picture that the caller has worked out. A savepoint guards the caller's transaction: an
    error in a query here must not undo what was just stored.
    """
    rules = [rule for rule in RULES if only in (None, rule.ID)]
    try:
        with transaction.atomic():
            return evaluate(
                replace(build_picture(patient, at), **known), Limits().with_overrides(patient.site.limits), rules
            )
    except Exception as error:  # any kind of break must become an alert that a person sees
        log.exception("the rules could not run", extra={"broke": type(error).__name__})
        return broke(PICTURE if only is None else f"{only}.{PICTURE}", error)


def broke(what: str, error: Exception) -> Evaluation:
    """An evaluation in which nothing could be judged."""
    return Evaluation(failed=(Failed(what, type(error).__name__),))


def names(failed: Sequence[Failed]) -> list[str]:
    """What broke, each with the kind of error, for a reason that says nothing about the person."""
    return [f"{one.rule} ({one.error})" for one in failed]
