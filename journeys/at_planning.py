"""What prescriber and pharmacist do about a plan: propose, review, sign, release a step behind its gate."""

from __future__ import annotations

import re
from datetime import date

from glidepath.demo.cast import ZONE
from glidepath.foundation.clock import today
from journeys.visiting import CodeApp, Visitor

FRAMEWORK = "VA slowest taper (years)"
PLAN = r"/plan/([0-9a-f-]{36})/"


def propose(prescriber: Visitor, ref: str, product: str, starts_on: date | None = None) -> str:
    """Choose a framework and a goal, look at the computed steps, propose; returns the plan's name in addresses."""
    prescriber.go(f"/patients/{ref}/plan/propose/")
    prescriber.look("propose-empty")
    prescriber.choose("Medicine to reduce", product)
    prescriber.choose("Framework", FRAMEWORK)
    prescriber.choose("Goal", "Stop the medicine")
    prescriber.fill("First change on", (starts_on or today(ZONE)).isoformat())
    prescriber.fill("Why, and what the person wants", "Sleepy in the day; she wants a clear head for the wedding.")
    prescriber.press("Compute the plan")
    prescriber.sees("Computed, not proposed")
    prescriber.look("propose-computed")
    prescriber.press("Propose this plan")
    prescriber.page.wait_for_url(re.compile(PLAN))
    prescriber.sees("Proposed. The pharmacist sees it in the review queue.")
    prescriber.look("plan-proposed")
    return prescriber.ref_in_address(PLAN)


def review(pharmacist: Visitor, name: str) -> None:
    """Find the plan in the queue and approve it."""
    pharmacist.go("/review/")
    pharmacist.look("review-queue")
    pharmacist.page.get_by_role("link", name=name).click()
    pharmacist.page.wait_for_url(re.compile(PLAN))
    pharmacist.look("plan-to-review")
    pharmacist.choose("Your verdict", "Approve this plan")
    pharmacist.press("Send the verdict")
    pharmacist.sees("Approved.")


def sign(prescriber: Visitor, ref: str, plan: str, app: CodeApp) -> None:
    """Sign; whoever showed no second factor in the last minutes shows it again."""
    prescriber.go(f"/patients/{ref}/plan/{plan}/")
    prescriber.look("plan-to-sign")
    prescriber.press("Sign this plan")
    prescriber.page.wait_for_load_state()
    if "reauthenticate" in prescriber.page.url:
        prescriber.look("confirm-with-a-code")
        prescriber.type_code(app)
    prescriber.sees("Signed.")
    prescriber.look("plan-signed")


def release(prescriber: Visitor, ref: str, plan: str, step: int, why: str) -> None:
    """Open the gate of one step, read what speaks for and against, and release it for today."""
    prescriber.go(f"/patients/{ref}/plan/{plan}/")
    prescriber.press("Open the gate")
    prescriber.page.wait_for_url(re.compile(f"/step/{step}/release/"))
    prescriber.look("gate")
    prescriber.fill("Why now", why)
    prescriber.press("Release this step")
    prescriber.sees("Released. It begins on the day you set, and not before.")
    prescriber.look("plan-running")
