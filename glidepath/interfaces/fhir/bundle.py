"""From bytes to resources: one file may hold a Bundle, a list, one entry or one resource."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from glidepath.care.intake.incoming import IntakeRefused, Repair

LARGEST = 64 * 1024 * 1024
# What only older versions of FHIR have. A file that shows one of these is refused by name, not guessed at.
OLDER_TYPES = {
    "MedicationOrder": "DSTU2",
    "DiagnosticOrder": "DSTU2",
    "ProcedureRequest": "STU3",
    "ReferralRequest": "STU3",
}
OLDER_FIELDS = {
    ("MedicationRequest", "context"): "STU3",
    ("Condition", "context"): "STU3",
    ("Observation", "context"): "STU3",
    ("MedicationStatement", "taken"): "STU3",
    ("Patient", "animal"): "STU3",
    ("Condition", "dateRecorded"): "DSTU2",
}


@dataclass
class Contents:
    """Resources by type with their full URLs, and what had to be mended to get at them."""

    resources: list[dict[str, Any]] = field(default_factory=list)
    full_urls: dict[str, dict[str, Any]] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)

    def of_type(self, name: str) -> list[dict[str, Any]]:
        """All resources of one type, in the order of the file."""
        return [resource for resource in self.resources if resource.get("resourceType") == name]


def open_file(content: bytes) -> Contents:
    """Read a file. Raises IntakeRefused for what is no FHIR R4 JSON at all, naming where it breaks."""
    contents = Contents()
    for where, resource, full_url in _entries(_json(content), contents):
        if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
            contents.repairs.append(Repair(where, "has no resourceType", "left out"))
            continue
        _refuse_older(resource, where)
        contents.resources.append(resource)
        for name in (full_url, f"{resource['resourceType']}/{resource.get('id')}"):
            if isinstance(name, str):
                contents.full_urls.setdefault(name, resource)
    if not contents.resources:
        raise IntakeRefused("nothing_in_it", "There is no FHIR resource in this file.")
    return contents


def _json(content: bytes) -> Any:
    if len(content) > LARGEST:
        raise IntakeRefused("too_large", f"The file has more than {LARGEST // 1024 // 1024} MB. Split it by person.")
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise IntakeRefused("not_json", f"This is not JSON: it breaks at {place}.", place) from None
    except RecursionError:
        raise IntakeRefused("not_json", "This JSON is nested too deeply to be a record.") from None


def _entries(data: Any, contents: Contents) -> list[tuple[str, Any, str | None]]:
    if isinstance(data, list):
        return [(f"[{i}]", *_lift(item, f"[{i}]", contents)) for i, item in enumerate(data)]
    if not isinstance(data, dict):
        raise IntakeRefused("not_fhir", "A FHIR file is a JSON object, such as a Bundle with entries.")
    if data.get("resourceType") != "Bundle":
        return [("file", *_lift(data, "file", contents))]
    entries = data.get("entry", [])
    if isinstance(entries, dict):
        contents.repairs.append(Repair("Bundle.entry", "is one object", "lifted into a list"))
        entries = [entries]
    if not isinstance(entries, list):
        raise IntakeRefused("not_fhir", "Bundle.entry must be a list of entries.", "Bundle.entry")
    return [(f"Bundle.entry[{i}]", *_in_bundle(item)) for i, item in enumerate(entries)]


def _in_bundle(item: Any) -> tuple[Any, str | None]:
    return (item.get("resource"), item.get("fullUrl")) if isinstance(item, dict) else (None, None)


def _lift(item: Any, where: str, contents: Contents) -> tuple[Any, str | None]:
    """A single entry that stands alone: its resource is lifted out, and the report says so."""
    if isinstance(item, dict) and "resourceType" not in item and isinstance(item.get("resource"), dict):
        contents.repairs.append(Repair(where, "is a bundle entry without its bundle", "the resource was lifted out"))
        return _in_bundle(item)
    return item, None


def _refuse_older(resource: dict[str, Any], where: str) -> None:
    kind = resource["resourceType"]
    version = OLDER_TYPES.get(kind) or next(
        (version for (name, key), version in OLDER_FIELDS.items() if name == kind and key in resource), None
    )
    if version:
        raise IntakeRefused(
            "older_fhir",
            f"{kind} is written in FHIR {version}. Export the record as FHIR R4 (4.0.1) and try again.",
            where,
        )
