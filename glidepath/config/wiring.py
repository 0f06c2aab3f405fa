"""Who listens to which event: the one table. Nothing else in the product is wired by signal.

LISTENERS run in the publisher's transaction, in this order. HANDLERS deliver outbox messages, after
commit, at least once. TICKS run in every round of the worker, each on its own.
"""

from __future__ import annotations

LISTENERS: dict[str, tuple[str, ...]] = {
    "check_in.recorded": ("glidepath.care.escalation.operations.assess_after",),
    "scale.recorded": (
        "glidepath.care.escalation.operations.assess_after",
        "glidepath.care.intake.baseline.after_scale",
    ),
    "alert.acknowledged": ("glidepath.care.escalation.deliver.taken_on",),
    "alert.resolved": ("glidepath.care.escalation.deliver.closed",),
    "devices.stored": ("glidepath.care.escalation.operations.assess_after",),
    "observation.recorded": (
        "glidepath.care.escalation.operations.assess_after",
        "glidepath.care.escalation.combinations.assess_known",
    ),
    "supply.known": ("glidepath.care.supply.listeners.after_change",),
    "supply.worked_out": ("glidepath.care.escalation.supply.assess_reach",),
    "plan.held": ("glidepath.care.supply.listeners.after_hold",),
    "plan.started": ("glidepath.care.supply.listeners.after_change",),
    "step.released": ("glidepath.care.supply.listeners.after_change",),
    "medicine.changed": ("glidepath.care.escalation.combinations.assess_change",),
    "medicines.known": ("glidepath.care.escalation.combinations.assess_known",),
    "outbox.quarantined": ("glidepath.care.escalation.deliver.given_up",),
    "consent.given": ("glidepath.care.tapering.listeners.start_after",),
    "consent.withdrawn": ("glidepath.care.tapering.listeners.hold_after_withdrawal",),
    "milestones.named": ("glidepath.care.tapering.listeners.start_after",),
    "danger.not_stored": ("glidepath.care.escalation.not_stored.raise_not_stored",),
    "finding.raised": ("glidepath.care.tapering.operations.waiting.after_finding",),
    "lesson.completed": ("glidepath.care.tapering.listeners.start_after",),
}

HANDLERS: dict[str, str] = {
    "account.ready": "glidepath.care.intake.invitation.account_ready",
    "check_in.remind": "glidepath.care.checkins.reminders.deliver",
    "alert.raised": "glidepath.care.escalation.deliver.alert_raised",
    "alert.escalate": "glidepath.care.escalation.deliver.escalate",
    "alert.wake": "glidepath.care.escalation.deliver.wake_up",
    "hand_over.written": "glidepath.care.rota.deliver.hand_over_written",
    "chain.test": "glidepath.care.escalation.chain.chain_test",
    "notice.later": "glidepath.foundation.notify.operations.notice_later",
    "text.reply": "glidepath.care.text_messages.deliver.reply",
    "rules.again": "glidepath.care.escalation.deliver.rules_again",
}

TICKS: tuple[str, ...] = (
    "glidepath.care.escalation.silence.tick",
    "glidepath.care.escalation.rounds.tick",
    "glidepath.care.checkins.reminders.tick",
    "glidepath.care.escalation.chain.tick",
    "glidepath.care.tapering.operations.late.tick",
    "glidepath.interfaces.wearables.waiting.tick",
    "glidepath.foundation.audit.heads.tick",
    "glidepath.foundation.feed.operations.forget_old",
    "glidepath.foundation.outbox.worker.forget_old_beats",
)
