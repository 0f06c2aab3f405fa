"""Reads about a person."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, Q, QuerySet

from glidepath.foundation.access import Actor, scoped
from glidepath.foundation.statements import Question
from glidepath.record.patients.dose_day import DoseDay, dose_day
from glidepath.record.patients.models import Patient, PatientIdentifier, PersonFact, ZoneChange
from glidepath.record.sites.models import Site


def patient_of(patient_id: int) -> Patient:
    """The person with this key, and their clinic as it is now. Raises Patient.DoesNotExist."""
    found = _PERSON.ask(patient=patient_id)
    if not found:
        raise Patient.DoesNotExist
    values = list(found[0])
    patient = Patient.from_db(DEFAULT_DB_ALIAS, _OF_PATIENT, values[: len(_OF_PATIENT)])
    patient.site = Site.from_db(DEFAULT_DB_ALIAS, _OF_SITE, values[len(_OF_PATIENT) :])
    return patient


def _names(model: type[Model]) -> list[str]:
    return [one.attname for one in model._meta.concrete_fields]


def _person(patient: int) -> QuerySet[Patient, Any]:
    return (
        Patient.objects.filter(pk=patient).order_by().values_list(*_OF_PATIENT, *(f"site__{name}" for name in _OF_SITE))
    )


_OF_PATIENT: Final = _names(Patient)
_OF_SITE: Final = _names(Site)
_PERSON: Final = Question(_person, patient=int)


def by_identifier(site_id: int, system: str, value: str) -> Patient | None:
    """The person another system names so, at this clinic."""
    row = (
        PatientIdentifier.objects.filter(site_id=site_id, system=system, value=value).select_related("patient").first()
    )
    return row.patient if row else None


def latest_facts(patient_id: int) -> dict[str, PersonFact]:
    """The newest answer to each safety question, by name."""
    rows = PersonFact.objects.filter(patient_id=patient_id).order_by("recorded_at", "pk")
    return {row.name: row for row in rows}


def people(patient_ids: list[int]) -> list[Patient]:
    """Several people with their clinics, in a fixed number of queries."""
    return list(Patient.objects.filter(pk__in=patient_ids).select_related("site").order_by("pk"))


def people_within(actor: Actor, action: str, words: str = "") -> QuerySet[Patient]:
    """The people this actor may do something for, by name; `words` narrows by parts of the name."""
    rows = scoped(actor, Patient, action)
    for word in words.split()[:5]:
        rows = rows.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    return rows.order_by("family_name", "given_name", "pk")


def age_on(born_on: date | None, today: date) -> int | None:
    """Whole years on a local date, None when the date of birth is not known."""
    if born_on is None:
        return None
    had_birthday = (today.month, today.day) >= (born_on.month, born_on.day)
    return today.year - born_on.year - (0 if had_birthday else 1)


ZONES_LOOK_BACK = timedelta(days=40)  # a change has worn off after a week: no guarded day is more than 4 hours early


def zone_changes(patient_id: int, at: datetime) -> list[ZoneChange]:
    """The changes of the person's time zone that may still move a dose day, oldest first."""
    return list(ZoneChange.objects.filter(patient_id=patient_id, at__gt=at - ZONES_LOOK_BACK, at__lte=at))


def dose_day_of(patient: Patient, at: datetime) -> DoseDay:
    """Whose day's tablets are the person's now, also in the days after a change of time zone."""
    changes = zone_changes(patient.pk, at)
    return dose_day(at, patient.zone, [(one.at, one.before, one.after) for one in changes])
