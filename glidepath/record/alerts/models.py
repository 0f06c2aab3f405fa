"""An alert is one rule's finding about one cause. Acknowledging one never touches another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from glidepath.record.patients.models import PatientRow


class Urgency(models.TextChoices):
    """How soon a person must answer. Told by word and shape, never by colour alone."""

    RED = "RED", _("RED")
    ORANGE = "ORANGE", _("ORANGE")
    YELLOW = "YELLOW", _("YELLOW")


class AlertState(models.TextChoices):
    """Raised, then seen by a named person, then closed with what was done."""

    OPEN = "open", pgettext_lazy("state of an alert", "Open")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    RESOLVED = "resolved", _("Resolved")


class Alert(PatientRow):
    """One open question to the team about one person and one domain; its causes tell what led to it.

    The rule and the reason shown are those of its worst cause, the newest of equals.
    """

    domain = models.CharField(max_length=40)
    urgency = models.CharField(max_length=10, choices=Urgency.choices)
    state = models.CharField(max_length=20, choices=AlertState.choices, default=AlertState.OPEN)
    rule = models.CharField(max_length=60)
    because = models.JSONField(default=list)
    reason_key = models.CharField(max_length=80, blank=True)
    values = models.JSONField(default=dict)
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolution = models.CharField(max_length=600, blank=True)
    unanswered_at = models.DateTimeField(
        null=True, blank=True, help_text="When it became a recorded failure that nobody had taken it on"
    )
    snoozed_until = models.DateTimeField(null=True, blank=True)
    snoozed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    snooze_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(urgency="RED") | models.Q(snoozed_until__isnull=True),
                name="a_red_alert_is_never_set_aside",
            ),
            models.UniqueConstraint(
                fields=["patient", "domain"],
                condition=~models.Q(state="resolved"),
                name="one_unresolved_alert_per_domain",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open")
                | models.Q(acknowledged_by__isnull=False)
                | models.Q(resolved_by__isnull=False),
                name="an_alert_leaves_open_by_a_named_person",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "state", "urgency", "raised_at"]),
            models.Index(fields=["patient", "state"]),
        ]


class AlertCause(PatientRow):
    """One finding of one rule about one thing that happened. The same finding comes in once, however often sent."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="causes")
    rule = models.CharField(max_length=60)
    urgency = models.CharField(max_length=10, choices=Urgency.choices)
    cause = models.CharField(max_length=120, help_text="What led to it, as kind:public id")
    because = models.JSONField(default=list)
    reason_key = models.CharField(max_length=80, blank=True)
    values = models.JSONField(default=dict)
    cites = models.JSONField(default=list)
    rule_version = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "cause", "rule"], name="a_cause_alarms_once_per_rule"),
        ]


class AlertEvent(PatientRow):
    """What happened to an alert, in order: raised, again, worse, delivered, acknowledged, escalated, resolved."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["at", "pk"]


class DoseClearance(PatientRow):
    """A prescriber has spoken with the person after signs of an overdose: the present dose stands again."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    found = models.CharField(max_length=600, help_text="What was found and decided")

    class Meta:
        indexes = [models.Index(fields=["patient", "-at"])]
