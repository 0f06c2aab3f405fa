"""Reads about medicines."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from glidepath.record.medications.models import (
    Dispensing,
    MedicationOrder,
    MedicineChange,
    NaloxoneSupply,
    NameReading,
    Refill,
    Regimen,
    TabletCount,
)

LOWERS_PRESSURE = ("clonidine", "tizanidine")
ACTIVE = ("active", "on-hold", "draft", "unknown")
TAKEN = ("active", "unknown")  # an order on hold or in draft is not taken; one whose status nobody knows may be


def orders_of(patient_id: int) -> QuerySet[MedicationOrder]:
    """Every order known, newest first."""
    return MedicationOrder.objects.filter(patient_id=patient_id).order_by("-authored_on", "pk")


def current_regimens(patient_id: int) -> list[Regimen]:
    """What the person really takes now: the newest open row of each medicine."""
    rows = Regimen.objects.filter(patient_id=patient_id).order_by("recorded_at", "pk")
    newest = {row.product: row for row in rows}
    return [row for row in newest.values() if row.ended_at is None]


def unreconciled_orders(patient_id: int) -> list[MedicationOrder]:
    """Active orders of recognised taper medicines that no regimen answers for yet."""
    answered = Regimen.orders.through.objects.filter(regimen__patient_id=patient_id).values("medicationorder_id")
    return list(orders_of(patient_id).filter(status__in=ACTIVE).exclude(product="").exclude(pk__in=answered))


def naloxone_of(patient_id: int) -> NaloxoneSupply | None:
    """The newest word on naloxone at home, or None when nobody asked."""
    return NaloxoneSupply.objects.filter(patient_id=patient_id).order_by("-recorded_at", "-pk").first()


def latest_counts(patient_id: int) -> list[TabletCount]:
    """The newest count of each strength."""
    rows = TabletCount.objects.filter(patient_id=patient_id).order_by("recorded_at", "pk")
    return list({(row.product, row.strength): row for row in rows}.values())


def dispensed_to(patient_id: int) -> list[Dispensing]:
    """Everything that was handed out, oldest first."""
    return list(Dispensing.objects.filter(patient_id=patient_id).order_by("dispensed_on", "recorded_at", "pk"))


def refill_of(patient_id: int) -> Refill | None:
    """The newest word on the next refill of a person's medicine."""
    return Refill.objects.filter(patient_id=patient_id).order_by("-recorded_at", "-pk").first()


def next_refill_on(patient_id: int, today: date) -> date | None:
    """The earliest refill day from today on, as last recorded for each medicine."""
    rows = Refill.objects.filter(patient_id=patient_id).order_by("recorded_at", "pk")
    due = [row.due_on for row in {row.product: row for row in rows}.values() if row.due_on >= today]
    return min(due, default=None)


def people_lowering_pressure(patient_ids: list[int]) -> set[int]:
    """Who of these takes, or has an active order for, a medicine that lowers blood pressure during a taper."""
    named = Q()
    for name in LOWERS_PRESSURE:
        named |= Q(display__icontains=name) | Q(product__icontains=name)
    ordered = MedicationOrder.objects.filter(named, patient_id__in=patient_ids, status__in=ACTIVE)
    taken = Q()
    for name in LOWERS_PRESSURE:
        taken |= Q(product__icontains=name)
    rows = Regimen.objects.filter(taken, patient_id__in=patient_ids).order_by("recorded_at", "pk")
    newest = {(row.patient_id, row.product): row for row in rows}
    return set(ordered.values_list("patient_id", flat=True)) | {
        row.patient_id for row in newest.values() if row.ended_at is None
    }


def orders_taken(patient_id: int) -> list[MedicationOrder]:
    """Orders that stand for something the person may take now."""
    return list(orders_of(patient_id).filter(status__in=TAKEN))


def changes_of(patient_id: int) -> list[MedicineChange]:
    """Every change of a medicine that counts, newest entry first."""
    return list(MedicineChange.objects.filter(patient_id=patient_id, mistaken_at__isnull=True))


def all_changes_of(patient_id: int) -> list[MedicineChange]:
    """Every change ever told, also mistakes, newest entry first, with who entered it."""
    return list(MedicineChange.objects.filter(patient_id=patient_id).select_related("recorded_by"))


def name_readings(patient_id: int) -> dict[str, list[str]]:
    """What a pharmacist has said a written name holds, by that name; the newest word counts."""
    rows = NameReading.objects.filter(patient_id=patient_id)
    return {row.name: list(row.ingredients) for row in rows}
