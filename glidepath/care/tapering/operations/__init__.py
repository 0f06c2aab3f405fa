"""Every change of a plan. Each is one transaction: compare-and-swap, one transition, audit, notice to pages."""

from __future__ import annotations

from glidepath.care.tapering.operations.approve import propose, review, sign, withdraw
from glidepath.care.tapering.operations.late import watch_late_steps
from glidepath.care.tapering.operations.rest import hold, resume
from glidepath.care.tapering.operations.run import finish_if_stopped, release, start_if_ready
from glidepath.record.plans.operations import ChangedMeanwhile

__all__ = [
    "ChangedMeanwhile",
    "finish_if_stopped",
    "hold",
    "propose",
    "release",
    "resume",
    "review",
    "sign",
    "start_if_ready",
    "watch_late_steps",
    "withdraw",
]
