"""From FHIR resources to the values that care/intake stores. Nothing is guessed; every loss is reported."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from glidepath.care.intake.incoming import (
    Incoming,
    IncomingCondition,
    IncomingObservation,
    IncomingPerson,
    IntakeRefused,
    Repair,
)
from glidepath.care.intake.take_in import fingerprint
from glidepath.interfaces.fhir.bundle import Contents
from glidepath.interfaces.fhir.orders import read_orders
from glidepath.interfaces.fhir.repair import mend

T = TypeVar("T")
RESPONSE = "QuestionnaireResponse"
USED = ("Patient", "MedicationRequest", "MedicationStatement", "Condition", "Observation", RESPONSE)
BY_ID = "urn:glidepath:fhir-patient-id"  # used only when a file gives a person no identifier at all


def read_people(contents: Contents, zone: str) -> list[Incoming]:
    """One Incoming for each Patient in the file. Raises IntakeRefused when there is none, or no name."""
    patients = contents.of_type("Patient")
    if not patients:
        kinds = ", ".join(sorted({resource["resourceType"] for resource in contents.resources}))
        raise IntakeRefused(
            "no_patient",
            f"There is no Patient in this file, only {kinds}. Export the whole record of one person.",
            "Patient",
        )
    return [_read_one(patient, contents, zone, alone=len(patients) == 1) for patient in patients]


def _read_one(patient: dict[str, Any], contents: Contents, zone: str, *, alone: bool) -> Incoming:
    repairs = list(contents.repairs)
    person = _person(_mended(patient, repairs) or {}, repairs)
    mine = [r for r in contents.resources if alone or _subject(r, contents) is patient]
    kept = {kind: _of(kind, mine, repairs) for kind in USED[1:]}
    orders = read_orders([*kept["MedicationRequest"], *kept["MedicationStatement"]], contents, repairs)
    conditions = _each(kept["Condition"], _condition, repairs)
    seen = (row for resource in kept["Observation"] for row in _observations(resource, zone, repairs))
    return Incoming(
        person=person,
        orders=_once(orders),
        conditions=_once(conditions),
        observations=_once(seen),
        responses=tuple(kept[RESPONSE]),
        repairs=tuple(repairs),
        not_used=dict(Counter(r["resourceType"] for r in mine if r["resourceType"] not in USED)),
    )


def _of(kind: str, resources: list[dict[str, Any]], repairs: list[Repair]) -> list[dict[str, Any]]:
    mended = (_mended(resource, repairs) for resource in resources if resource["resourceType"] == kind)
    return [resource for resource in mended if resource is not None]


def _mended(resource: dict[str, Any], repairs: list[Repair]) -> dict[str, Any] | None:
    mended, done = mend(resource, f"{resource['resourceType']}/{resource.get('id', '?')}")
    repairs += done
    return mended


def _each(
    resources: Iterable[dict[str, Any]], read: Callable[[dict[str, Any], list[Repair]], T | None], repairs: list[Repair]
) -> list[T]:
    return [found for found in (read(resource, repairs) for resource in resources) if found is not None]


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple({item.source_ref: item for item in items}.values())  # type: ignore[attr-defined]  # all have one


def _subject(resource: dict[str, Any], contents: Contents) -> dict[str, Any] | None:
    """The Patient a resource is about: by `urn:uuid:`, by relative or by conditional reference."""
    subject = resource.get("subject") or resource.get("patient") or {}
    reference = subject.get("reference", "") if isinstance(subject, dict) else ""
    if reference.startswith("Patient?identifier="):
        wanted = reference.removeprefix("Patient?identifier=").split("|")[-1]
        people = contents.of_type("Patient")
        return next((p for p in people if any(i.get("value") == wanted for i in p.get("identifier", []))), None)
    return contents.full_urls.get(reference)


def _person(patient: dict[str, Any], repairs: list[Repair]) -> IncomingPerson:
    name = (patient.get("name") or [{}])[0]
    given, family = " ".join(name.get("given") or []), name.get("family") or ""
    if not (given or family):
        raise IntakeRefused(
            "no_name", "The Patient has no name. Add a given or a family name and try again.", "Patient.name"
        )
    born = _day(patient.get("birthDate"))
    if born is None:
        repairs.append(Repair("Patient.birthDate", "is missing", "left unknown; age is asked before a plan"))
    return IncomingPerson(
        identifiers=_identifiers(patient),
        given_name=_tidy(given)[:120],
        family_name=_tidy(family)[:120],
        born_on=born,
        gender=patient.get("gender") or "",
        language=_language(patient),
        phone=next((t.get("value", "")[:40] for t in patient.get("telecom") or [] if t.get("system") == "phone"), ""),
    )


def _identifiers(patient: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    given = patient.get("identifier") or []
    named = {(i["system"][:200], i["value"][:200]) for i in given if i.get("system") and i.get("value")}
    if named:
        return tuple(sorted(named))
    return ((BY_ID, str(patient.get("id") or fingerprint(patient))[:200]),)


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip()


def _language(patient: dict[str, Any]) -> str:
    for entry in patient.get("communication") or []:
        for coding in (entry.get("language") or {}).get("coding") or []:
            if str(coding.get("code", "")).lower().startswith("es"):
                return "es"
    return "en"


def _condition(resource: dict[str, Any], repairs: list[Repair]) -> IncomingCondition | None:
    code, system, display = _coded(resource.get("code"))
    status, _, _ = _coded(resource.get("clinicalStatus"))
    if not (code or display):
        repairs.append(Repair(f"Condition/{resource.get('id', '?')}", "says no diagnosis", "left out"))
        return None
    onset = _day(resource.get("onsetDateTime") or resource.get("recordedDate"))
    return IncomingCondition(_ref(resource), display[:300], code[:60], system[:200], status[:30], onset)


def _observations(resource: dict[str, Any], zone: str, repairs: list[Repair]) -> list[IncomingObservation]:
    """One row for each value: the observation's own and those of its components."""
    happened = _moment(resource.get("effectiveDateTime") or (resource.get("effectivePeriod") or {}).get("start"), zone)
    happened = happened or _moment(resource.get("issued"), zone)
    if happened is None:
        repairs.append(Repair(f"Observation/{resource.get('id', '?')}", "has no date", "left out"))
        return []
    parts = [("", resource), *((f"#{i}", part) for i, part in enumerate(resource.get("component") or []))]
    rows = (_observed(_ref(resource) + suffix, part, happened) for suffix, part in parts)
    return [row for row in rows if row is not None]


def _observed(ref: str, part: dict[str, Any], happened: datetime) -> IncomingObservation | None:
    code, system, display = _coded(part.get("code"))
    quantity = part.get("valueQuantity") or {}
    number = _number(quantity.get("value", part.get("valueInteger", part.get("valueDecimal"))))
    text = str(part.get("valueString") or _coded(part.get("valueCodeableConcept"))[2] or part.get("valueBoolean", ""))
    if not code or (number is None and not text):
        return None
    unit = str(quantity.get("unit") or quantity.get("code") or "")
    return IncomingObservation(ref, code[:60], system[:200], display[:300], happened, number, text[:400], unit[:40])


def _coded(concept: Any) -> tuple[str, str, str]:
    codings = concept.get("coding") or [{}] if isinstance(concept, dict) else [{}]
    text = concept.get("text", "") if isinstance(concept, dict) else ""
    first = codings[0]
    return str(first.get("code") or ""), str(first.get("system") or ""), str(text or first.get("display") or "")


def _ref(resource: dict[str, Any]) -> str:
    """How the other system names this resource; its content stands in when it has no id."""
    return str(resource.get("id") or fingerprint(resource))[:180]


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value)) if value is not None and not isinstance(value, bool) else None
    except InvalidOperation:
        return None
    return round(number, 5) if number is not None and abs(number) < 10**8 else None


def _day(value: Any) -> date | None:
    """A full date; a year or a month alone is not a day."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _moment(value: Any, zone: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    local = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)
