"""How each person is reached, and the ledger of every prompt: who was told, by which way, and what became of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from glidepath.foundation.clock import now
from glidepath.foundation.rows import new_public_id


class Channel(models.TextChoices):
    """The ways to a person."""

    PUSH = "push", _("this browser or phone")
    SMS = "sms", _("text message")
    EMAIL = "email", _("e-mail")
    SCREEN = "screen", _("on screen")


class Audience(models.TextChoices):
    """Whom a prompt is for. Only prompts to the team stand on the team's pages."""

    TEAM = "team"
    PATIENT = "patient"


class NoticeChoice(models.Model):
    """What one person chose: a phone for text messages, e-mail or not, and the hours in which notices wait."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choice")
    phone = models.CharField(max_length=20, blank=True, help_text="In the form +15550100; empty: no text messages")
    email = models.BooleanField(default=True)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_to__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="quiet_hours_have_both_ends",
            )
        ]


class PushSubscription(models.Model):
    """One browser that shows notices. `gone_at`: its push service said that it is no longer there, or it failed so
    often and so long that nobody may count on it. `failures`: in a row, since `failing_since`.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint = models.URLField(max_length=1000, unique=True)
    public_key = models.CharField(max_length=100)
    secret = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=now)
    gone_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)


class Prompt(models.Model):
    """One notice to one person. It holds no health data: a kind, and where the link leads after sign-in."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    key = models.CharField(max_length=240, unique=True, help_text="The same key again is the same prompt")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    site_id = models.BigIntegerField(null=True, help_text="The clinic, by row number")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=120, blank=True, help_text="What it is about, as kind:public id")
    opens = models.CharField(max_length=200, blank=True, help_text="The page its link leads to")
    created_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["about", "user"], name="prompts_by_cause"),
            models.Index(fields=["site_id", "audience", "-created_at"], name="prompts_by_site"),
        ]


class PromptEvent(models.Model):
    """One line of the ledger. Lines are added, never changed and never taken away; the database refuses it too."""

    KINDS = [
        ("held", _("waits for the end of the quiet hours")),
        ("sent", _("sent")),
        ("failed", _("could not be sent")),
        ("displayed", _("displayed")),
        ("answered", _("answered")),
    ]

    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=KINDS)
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    detail = models.CharField(max_length=80, blank=True, help_text="The kind of error only, or until when it waits")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def save(self, *args: Any, **more: Any) -> None:
        """Add the line. Raises TypeError when it would change one."""
        if self.pk is not None:
            raise TypeError("A line of the ledger is never changed")
        super().save(*args, **more)

    def delete(self, *args: Any, **more: Any) -> tuple[int, dict[str, int]]:
        """Lines stay. Raises TypeError."""
        raise TypeError("A line of the ledger is never taken away")


class LoopbackSms(models.Model):
    """A text message of an installation without a gateway: it goes into this table and onto a page of the demo."""

    to = models.CharField(max_length=20)
    text = models.CharField(max_length=400)
    key = models.CharField(max_length=240, unique=True)
    at = models.DateTimeField()
