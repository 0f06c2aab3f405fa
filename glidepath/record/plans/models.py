"""Taper plans. A plan's steps are frozen when it is proposed; what changes is only where the person stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from glidepath.record.patients.models import PatientRow


class PlanState(models.TextChoices):
    """The one state machine for a dose: each change is a compare-and-swap with a unique transition."""

    PROPOSED = "proposed", _("Proposed")
    REVIEWED = "reviewed", _("Reviewed by the pharmacist")
    SIGNED = "signed", _("Signed, waiting for the patient")
    RUNNING = "running", _("Running")
    HELD = "held", _("On hold")
    FINISHED = "finished", _("Finished")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REPLACED = "replaced", _("Replaced by a newer version")


STANDING = (PlanState.RUNNING, PlanState.HELD)
OPEN = (PlanState.PROPOSED, PlanState.REVIEWED, PlanState.SIGNED)
SEEN_BY_PATIENT = (PlanState.SIGNED, *STANDING, PlanState.FINISHED)


class Plan(PatientRow):
    """One version of one plan: the engine's whole answer, its certificate, and where it stands.

    `frozen` is the JSON the engine printed (request, steps, certificate); `content_hash` is its hash. `lock`
    counts changes, so that of two people who act on the same version one is told to look again.
    """

    PATIENT_SEES = models.Q(state__in=SEEN_BY_PATIENT)

    version = models.PositiveIntegerField(default=1)
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next_versions")
    state = models.CharField(max_length=20, choices=PlanState.choices, default=PlanState.PROPOSED)
    lock = models.PositiveIntegerField(default=0)
    framework = models.CharField(max_length=60)
    frozen = models.JSONField()
    content_hash = models.CharField(max_length=80)
    engine_version = models.CharField(max_length=20)
    certificate_holds = models.BooleanField()
    reason = models.CharField(max_length=600, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at"]
        indexes = [models.Index(fields=["site", "state"]), models.Index(fields=["patient", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["patient"],
                condition=models.Q(state__in=["running", "held"]),
                name="one_standing_plan_per_person",
            ),
            models.UniqueConstraint(
                fields=["previous"],
                condition=~models.Q(state="withdrawn"),
                name="one_version_follows_another",
            ),
            models.CheckConstraint(condition=models.Q(certificate_holds=True), name="no_plan_without_its_certificate"),
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "reviewed", "withdrawn"]) | models.Q(signed_by__isnull=False),
                name="no_plan_reaches_the_patient_unsigned",
            ),
        ]


class PlanStep(PatientRow):
    """One frozen step. Step 0 is the present dose. Every screen, message and paper shows `rendering`."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    phase = models.CharField(max_length=20)
    planned_on = models.DateField()
    planned_until = models.DateField(null=True, blank=True)
    daily = models.DecimalField(max_digits=10, decimal_places=4)
    previous_daily = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True)
    rendering = models.JSONField()
    rendering_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="a_step_number_stands_once_in_a_plan"),
            models.CheckConstraint(condition=models.Q(daily__gte=0), name="a_dose_is_not_negative"),
            models.CheckConstraint(
                condition=models.Q(previous_daily__isnull=True) | models.Q(daily__lte=models.F("previous_daily")),
                name="a_taper_never_rises",
            ),
        ]


class PlanReview(PatientRow):
    """A pharmacist's verdict on one plan."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved = models.BooleanField()
    reason = models.CharField(max_length=600, blank=True)
    content_hash = models.CharField(max_length=80)
    reviewed_at = models.DateTimeField()


class PlanSignature(PatientRow):
    """One prescriber's signature under exactly this plan. A rapid framework needs two, by two people."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="signatures")
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=600, blank=True)
    content_hash = models.CharField(max_length=80)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "signer"], name="nobody_signs_a_plan_twice")]


class PlanTransition(PatientRow):
    """One change of state, once. The unique key makes a doubled click or a retry change nothing."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="transitions")
    key = models.CharField(max_length=80)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="a_transition_happens_once")]


class StepRelease(PatientRow):
    """A prescriber's word that one step may begin on a local date. Without it the present dose stays."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="releases")
    step_number = models.PositiveIntegerField()
    effective_on = models.DateField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField()
    consent_ref = models.UUIDField()
    gate = models.JSONField(default=dict, help_text="What spoke for, against and was unknown at that moment")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["step_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "step_number"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="a_step_is_released_once",
            )
        ]


class DoseReading(PatientRow):
    """The person has read a new dose as it stands in the frozen rendering, by themselves or with somebody on the phone.

    It says that the words were read, not that they were understood or followed.
    """

    WAYS = [(name, name) for name in ("screen", "together")]

    release = models.OneToOneField(StepRelease, on_delete=models.PROTECT, related_name="reading")
    read_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=WAYS)
    rendering_hash = models.CharField(max_length=64, help_text="Of the step that was shown")


class Hold(PatientRow):
    """A rest at the present dose. The person may begin one at any moment; a clinician ends it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="holds")
    started_at = models.DateTimeField()
    started_on = models.DateField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_patient = models.BooleanField(default=False)
    reason = models.CharField(max_length=600, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(ended_at__isnull=True), name="one_open_hold_per_plan"
            )
        ]
