"""Three different things that must never be mixed up: what was ordered, what is taken, what is at home."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from glidepath.record.patients.models import PatientRow


class MedicationOrder(PatientRow):
    """An order as another system wrote it. An order without a dose is "dose unknown", never zero."""

    source_system = models.CharField(max_length=200)
    source_ref = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64)
    display = models.CharField(max_length=300)
    product = models.CharField(max_length=120, blank=True, help_text="Formulary name, empty when not recognised")
    rxcui = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=30)
    authored_on = models.DateField(null=True, blank=True)
    dose_known = models.BooleanField(default=False)
    dosage = models.JSONField(default=list, blank=True, help_text="Dosage lines as understood, decimal strings")
    raw = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "source_system", "source_ref"], name="an_order_is_imported_once"
            ),
        ]


class Regimen(PatientRow):
    """What the person really takes of one medicine, per time of day, as reconciled. The newest row counts."""

    product = models.CharField(max_length=120)
    unit = models.CharField(max_length=10)
    doses = models.JSONField(help_text='Time of day to decimal string, for example {"morning": "90"}')
    strengths = models.JSONField(default=list, help_text="Strengths the pharmacy supplies, decimal strings")
    halves_confirmed = models.JSONField(default=list, help_text="Strengths the pharmacist confirmed as scored")
    ordered_daily = models.CharField(max_length=20, blank=True, help_text="Ordered daily maximum, decimal string")
    reason = models.CharField(max_length=400, blank=True)
    orders = models.ManyToManyField(MedicationOrder, related_name="regimens", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    informant = models.CharField(max_length=20)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["product", "-recorded_at"]
        indexes = [models.Index(fields=["patient", "product", "-recorded_at"])]


class NaloxoneSupply(PatientRow):
    """Naloxone at home: whether, until when it is good, and who at home knows how to use it."""

    on_hand = models.BooleanField()
    expires_on = models.DateField(null=True, blank=True)
    trained_person = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    informant = models.CharField(max_length=20)


class TabletCount(PatientRow):
    """What was counted of one strength at home before the first dose of a local date: units, of a liquid mL."""

    product = models.CharField(max_length=120)
    strength = models.CharField(max_length=20)
    unit = models.CharField(max_length=10)
    count = models.DecimalField(max_digits=8, decimal_places=2)
    counted_on = models.DateField()
    recorded_at = models.DateTimeField()
    informant = models.CharField(max_length=20)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(count__gte=0), name="a_count_is_not_negative")]


class Refill(PatientRow):
    """The day on which the pharmacy may hand out the next supply. The newest row of a medicine counts."""

    product = models.CharField(max_length=120)
    due_on = models.DateField()
    every_days = models.PositiveIntegerField(null=True, blank=True, help_text="And then every so many days, if known")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")


class Dispensing(PatientRow):
    """What a pharmacy handed out of one strength: whole units, of a liquid mL. It adds to the last count."""

    product = models.CharField(max_length=120)
    strength = models.CharField(max_length=20, help_text="As the package prints it, such as 5/325")
    unit = models.CharField(max_length=10)
    count = models.DecimalField(max_digits=8, decimal_places=2)
    dispensed_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["patient", "dispensed_on"])]
        constraints = [models.CheckConstraint(condition=models.Q(count__gt=0), name="something_is_handed_out")]


class ChangeKind(models.TextChoices):
    """What happened to a medicine. The values are those of the core's rules on combinations."""

    START = "start", _("Started")
    INCREASE = "increase", _("Dose raised")
    DECREASE = "decrease", _("Dose lowered")
    STOP = "stop", _("Stopped")


class MedicineChange(PatientRow):
    """A medicine that was started, stopped or changed in dose: when, who said so, and the doses if they are known.

    `token` makes sending twice the same as sending once. A change entered by mistake stays, marked, and counts no more.
    """

    token = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    name = models.CharField(max_length=300, help_text="The medicine as it is written")
    on = models.DateField(null=True, blank=True, help_text="The person's own calendar date; empty when not known")
    dose_before = models.CharField(max_length=20, blank=True, help_text="Daily dose, decimal string")
    dose_after = models.CharField(max_length=20, blank=True, help_text="Daily dose, decimal string")
    unit = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=400, blank=True)
    informant = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    mistaken_at = models.DateTimeField(null=True, blank=True)
    mistaken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mistaken_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        indexes = [models.Index(fields=["patient", "-recorded_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dose_before="", dose_after="") | ~models.Q(unit=""), name="a_changed_dose_has_a_unit"
            ),
        ]


class NameReading(PatientRow):
    """What a written medicine is, by a pharmacist: its ingredients, or that none of them is in any rule.

    The newest row of a name counts.
    """

    name = models.CharField(max_length=300)
    ingredients = models.JSONField(default=list, help_text="Generic names; empty when none is in any rule")
    note = models.CharField(max_length=400)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["patient", "recorded_at"])]
