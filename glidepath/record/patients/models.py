"""The person who tapers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from glidepath.record.sites.models import SiteRow


class Patient(SiteRow):
    """A person of one clinic. `PATIENT_PATH` tells the access rules how a row reaches its person."""

    PATIENT_PATH = ""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="patient"
    )
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    born_on = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10, default="en")
    zone = models.CharField(max_length=60, default="America/Denver")
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["family_name", "given_name", "pk"]
        indexes = [models.Index(fields=["site", "family_name", "given_name"])]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def ref(self) -> str:
        """How the audit trail, the live feed and the outbox name this person."""
        return str(self.public_id)


class PatientRow(SiteRow):
    """A row about one person."""

    PATIENT_PATH = "patient"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class PatientIdentifier(PatientRow):
    """How another system names this person. People are never merged by name."""

    system = models.CharField(max_length=200)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "system", "value"], name="an_outside_name_means_one_person"),
        ]


class PersonFact(PatientRow):
    """A safety fact about the person that a plan must know: yes, no or unknown, with who said so.

    The latest row of a name counts; earlier ones stay as history. Names are those of
    `glidepath_clinical.tapering` (for example `pregnant`, `cancer_treatment`).
    """

    ANSWERS = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known"))]

    name = models.CharField(max_length=60)
    answer = models.CharField(max_length=10, choices=ANSWERS)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    informant = models.CharField(max_length=20, default="clinician")
    note = models.CharField(max_length=400, blank=True)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "name", "-recorded_at"])]


class ZoneChange(PatientRow):
    """The person's time zone changed at a moment: an event of its own, because two doses could come too close."""

    before = models.CharField(max_length=60)
    after = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["patient", "at"], name="zone_changes_of_a_person")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(before=models.F("after")), name="a_zone_change_changes_the_zone")
        ]
