"""Reads about observations. Entries by a caregiver never stand for the person's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Max, QuerySet

from glidepath.foundation.statements import Question
from glidepath.record.observations.codes import SUICIDE_SCREEN
from glidepath.record.observations.models import CheckIn, Condition, Observation, ObservedRow, ScaleResponse
from glidepath.record.patients.models import Patient, ZoneChange

# What a phone kept for hours never stands above what was answered after it.
AS_TOLD = ("local_on", "happened_at", "received_at", "pk")

NAMED: Final[dict[str, Any]] = {"check_in": CheckIn, "scale": ScaleResponse, "observation": Observation}


def check_ins_since(patient_id: int, since: date) -> QuerySet[CheckIn]:
    """Check-ins from a local date on, oldest first; a corrected one stands in the place of the wrong one."""
    rows = CheckIn.objects.filter(patient_id=patient_id, local_on__gte=since, superseded_by__isnull=True)
    return rows.order_by(*AS_TOLD)


def sent_as(model: type[CheckIn] | type[ScaleResponse], client_uuid: UUID) -> int | None:
    """The key of what was sent before under this id of a form, None when it is new."""
    found = _SENT[model].ask(client_uuid=client_uuid)
    return int(found[0][0]) if found else None


_SENT: Final = {
    model: Question(
        lambda client_uuid, rows=model.objects: rows.filter(client_uuid=client_uuid).values_list("pk"), client_uuid=UUID
    )
    for model in (CheckIn, ScaleResponse)
}


def check_in_on(patient_id: int, day: date) -> CheckIn | None:
    """The newest check-in the person gave for a local date."""
    return (
        CheckIn.objects.filter(patient_id=patient_id, local_on=day, informant="patient", superseded_by__isnull=True)
        .order_by("-happened_at", "-received_at")
        .first()
    )


def latest_screen(patient_id: int, at: datetime) -> Observation | None:
    """The newest finished suicide-risk screen up to a moment; its result is `value_text`."""
    rows = Observation.objects.filter(patient_id=patient_id, code=SUICIDE_SCREEN, superseded_by__isnull=True)
    return rows.filter(happened_at__lte=at).order_by("-happened_at", "-pk").first()


def zone_told_of(patient: Patient) -> str:
    """Another time zone than the person's, that their phone told of since the zone was last settled; else empty."""
    last = CheckIn.objects.filter(patient=patient, informant="patient").order_by("-received_at", "-pk").first()
    if last is None or last.zone == patient.zone:
        return ""
    settled = ZoneChange.objects.filter(patient=patient, at__gte=last.received_at).exists()
    return "" if settled else last.zone


def entries_named(refs: Iterable[str]) -> list[ObservedRow]:
    """Check-ins, scale answers and values by name ("check_in:<public id>", "scale:…", "observation:…"); others are
    passed over. What was corrected comes with its correction."""
    found: list[ObservedRow] = []
    for kind, public_ids in _named(refs).items():
        rows = NAMED[kind].objects.filter(public_id__in=public_ids)
        found += rows if kind == "scale" else rows.select_related("superseded_by__entered_by")
    return found


def names_before(refs: Iterable[str]) -> list[str]:
    """The names of the rows in whose place these ones stand, all the way back; empty when none is a correction."""
    found: list[str] = []
    for kind, public_ids in _named(refs).items():
        if kind == "scale":
            continue
        rows = list(NAMED[kind].objects.filter(public_id__in=public_ids, corrected_at__isnull=False))
        while rows:
            rows = [row.supersedes for row in rows if row.supersedes is not None]
            found += [f"{kind}:{row.public_id}" for row in rows]
    return found


def _named(refs: Iterable[str]) -> dict[str, set[str]]:
    parts = [ref.split(":")[:2] for ref in refs if ref.count(":")]
    named = {kind: {found for name, found in parts if name == kind and _is_uuid(found)} for kind in NAMED}
    return {kind: found for kind, found in named.items() if found}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def scale_responses(patient_id: int, scale: str) -> QuerySet[ScaleResponse]:
    """Answers to one scale, newest first."""
    return ScaleResponse.objects.filter(patient_id=patient_id, scale=scale).order_by("-happened_at", "-pk")


def latest_scale(patient_id: int, scale: str) -> ScaleResponse | None:
    """The newest answers to one scale."""
    return scale_responses(patient_id, scale).first()


def latest_value(patient_id: int, code: str) -> Observation | None:
    """The newest value of one code that nothing superseded."""
    rows = Observation.objects.filter(patient_id=patient_id, code=code, superseded_by__isnull=True)
    return rows.order_by("-happened_at", "-pk").first()


def conditions_of(patient_id: int) -> QuerySet[Condition]:
    """Diagnoses on file."""
    return Condition.objects.filter(patient_id=patient_id).order_by("display")


def last_own_answers(patient_ids: list[int]) -> dict[int, date]:
    """The newest local date for which each person answered; nobody else's entry counts."""
    rows = CheckIn.objects.filter(patient_id__in=patient_ids, informant="patient")
    return dict(rows.values_list("patient_id").annotate(last=Max("local_on")))


class DayAnswers(NamedTuple):
    """What one check-in said, and for which local date; no more than a row of small charts needs."""

    patient_id: int
    local_on: date
    answers: dict[str, Any]


def answers_of_many(patient_ids: list[int], since: date) -> dict[int, list[DayAnswers]]:
    """Answers of several people from a local date on, oldest first, in one query."""
    found: dict[int, list[DayAnswers]] = {}
    rows = CheckIn.objects.filter(patient_id__in=patient_ids, local_on__gte=since, superseded_by__isnull=True)
    for row in rows.order_by(*AS_TOLD).values_list(*DayAnswers._fields):
        found.setdefault(row[0], []).append(DayAnswers(*row))
    return found


def totals_since(patient_id: int, scale: str, since: date) -> list[tuple[date, Decimal]]:
    """Complete totals of one scale from a local date on, oldest first; answers with a missing item have none."""
    rows = ScaleResponse.objects.filter(patient_id=patient_id, scale=scale, local_on__gte=since, total__isnull=False)
    return list(rows.order_by("local_on", "pk").values_list("local_on", "total"))


def people_whose_devices_fell_silent(at: datetime) -> list[int]:
    """The people whose newest value from a device is more than a day old, but not months."""
    rows = Observation.objects.filter(informant="device", happened_at__gt=at - timedelta(days=70), happened_at__lte=at)
    newest = rows.values("patient_id").annotate(last=Max("happened_at")).filter(last__lt=at - timedelta(days=1))
    return list(newest.order_by("patient_id").values_list("patient_id", flat=True))
