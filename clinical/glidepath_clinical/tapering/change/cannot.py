"""Why a change is not made: raised inside this package, answered as a named refusal by `change`."""

from __future__ import annotations

from typing import Any

from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.results import Refused


class CannotChange(Exception):
    """One named reason, with what else the answer should show (`offers`)."""

    def __init__(self, code: str, because: str, field: str | None = None, cite: str | None = None, **more: Any) -> None:
        super().__init__(f"{code}: {because}")
        self.refusal, self.more = Refusal(code, because, field, cite), more


class NotSolved(Exception):
    """The engine refused the changed request; its answer says why."""

    def __init__(self, answer: Refused) -> None:
        super().__init__(", ".join(answer.codes))
        self.answer = answer
