"""What was observed. A correction supersedes, it never overwrites; nothing here is ever updated."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

from glidepath.record.observations.codes import RESULT_CODES
from glidepath.record.patients.models import PatientRow

CLOCKS_DIFFER = timedelta(minutes=10)
INFORMANTS = [(name, name) for name in ("patient", "caregiver", "clinician", "device", "import")]


class ObservedRow(PatientRow):
    """Who said it, who typed it, when it happened there and when it reached us."""

    happened_at = models.DateTimeField()
    zone = models.CharField(max_length=60)
    received_at = models.DateTimeField()
    informant = models.CharField(max_length=20, choices=INFORMANTS)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=60)
    form_version = models.CharField(max_length=20)

    class Meta:
        abstract = True

    @property
    def is_late(self) -> bool:
        """Whether it reached us later than it happened by more than clocks differ; then both times are shown."""
        return self.received_at - self.happened_at > CLOCKS_DIFFER


class CorrectableRow(ObservedRow):
    """A row that another one may stand in for. The wrong one stays; `entered_by` of the new one is who corrected it.

    A correction keeps when it happened, when it reached us and who said it; only devices supersede without a reason.
    """

    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    corrected_at = models.DateTimeField(null=True, blank=True)
    corrected_because = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def correction(self) -> CorrectableRow | None:
        """The row in which a person corrected this one, if somebody did."""
        after = getattr(self, "superseded_by", None)
        return after if after is not None and after.corrected_at else None


class CheckIn(CorrectableRow):
    """One daily check-in. `client_uuid` makes sending twice the same as sending once."""

    client_uuid = models.UUIDField(unique=True)
    local_on = models.DateField(help_text="The person's own calendar date")
    answers = models.JSONField()
    phone_said_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was answered by the phone's own clock, if that one was wrong"
    )

    class Meta:
        indexes = [models.Index(fields=["patient", "-local_on"])]


class ScaleResponse(ObservedRow):
    """Answers to one validated scale. A missing item means no total."""

    scale = models.CharField(max_length=20)
    answers = models.JSONField()
    total = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    band = models.CharField(max_length=40, blank=True)
    local_on = models.DateField()
    client_uuid = models.UUIDField(unique=True, null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "scale", "-happened_at"])]


class Observation(CorrectableRow):
    """One measured or imported value with its unit, such as eGFR, or one coded answer."""

    code = models.CharField(max_length=60)
    code_system = models.CharField(max_length=200, blank=True)
    display = models.CharField(max_length=300, blank=True)
    value_number = models.DecimalField(max_digits=14, decimal_places=5, null=True, blank=True)
    value_text = models.CharField(max_length=400, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    source_ref = models.CharField(max_length=200, blank=True)

    @property
    def is_late(self) -> bool:
        """A result of a laboratory always comes later than its blood was taken: that is no late arrival."""
        return self.code not in RESULT_CODES and super().is_late

    @property
    def local_on(self) -> date:
        """The calendar date it had where it happened."""
        return self.happened_at.astimezone(ZoneInfo(self.zone)).date()

    class Meta:
        indexes = [models.Index(fields=["patient", "code", "-happened_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "source", "source_ref"],
                condition=~models.Q(source_ref=""),
                name="an_observation_is_imported_once",
            )
        ]


class Condition(PatientRow):
    """A diagnosis as another system or a clinician wrote it."""

    display = models.CharField(max_length=300)
    code = models.CharField(max_length=60, blank=True)
    code_system = models.CharField(max_length=200, blank=True)
    clinical_status = models.CharField(max_length=30, blank=True)
    onset_on = models.DateField(null=True, blank=True)
    source_system = models.CharField(max_length=200)
    source_ref = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "source_system", "source_ref"], name="a_condition_is_imported_once"
            ),
        ]
