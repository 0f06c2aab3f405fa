"""FHIR R4 Observations by their LOINC code, alone, in a list, in a Bundle, or one on each line."""

from __future__ import annotations

from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

from glidepath.interfaces.wearables.amounts import add_amount
from glidepath.interfaces.wearables.days import Days
from glidepath.interfaces.wearables.faults import BadRow
from glidepath.interfaces.wearables.measures import BY_CODE
from glidepath.interfaces.wearables.moments import Moment, end_of, read_day, read_moment, start_of

LOINC = "http://loinc.org"
STANDS = ("final", "amended", "corrected", "preliminary")
UNSAID = "FHIR"


def take_in(resource: Any, days: Days, unused: Counter[str], zone: ZoneInfo) -> None:
    """Add the values of one Observation, those of its components too. Raises BadRow."""
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        raise BadRow("it is no FHIR resource", "A FHIR resource has a resourceType.")
    if resource["resourceType"] != "Observation":
        unused[f"{resource['resourceType']:.60}"] += 1
        return
    parts = [resource, *(part for part in _list(resource.get("component")) if isinstance(part, dict))]
    coded = [(measure, part) for part in parts if (measure := _measure(part)) and "valueQuantity" in part]
    if not coded:
        unused["Observation with another code"] += 1
        return
    if resource.get("status") not in STANDS:
        unused[f"Observation, {resource.get('status')!s:.40}"] += 1
        return
    span, source = _span(resource, zone), _source(resource)
    for measure, part in coded:
        add_amount(days, measure, source, span, _quantity(part["valueQuantity"]))


def _measure(part: dict[str, Any]) -> str | None:
    code = part.get("code")
    codings = _list(code.get("coding")) if isinstance(code, dict) else []
    known = (c for c in codings if isinstance(c, dict) and c.get("system") == LOINC)
    return next((BY_CODE[one["code"]] for one in known if one.get("code") in BY_CODE), None)


def _quantity(given: Any) -> tuple[Any, str]:
    if not isinstance(given, dict) or "value" not in given:
        raise BadRow("its valueQuantity has no value", "Give valueQuantity with value and unit.")
    if given.get("comparator"):
        raise BadRow(f"its value is only a bound ({given['comparator']!s:.4})", "Export measured values.")
    return given["value"], str(given.get("code") or given.get("unit") or "")


def _span(resource: dict[str, Any], zone: ZoneInfo) -> tuple[Moment, Moment]:
    for name in ("effectiveDateTime", "effectiveInstant"):
        text = resource.get(name)
        if isinstance(text, str):
            return _at(text, zone, first=True), _at(text, zone, first=False)
    period = resource.get("effectivePeriod")
    if isinstance(period, dict) and isinstance(period.get("start"), str) and isinstance(period.get("end"), str):
        return _at(period["start"], zone, first=True), _at(period["end"], zone, first=False)
    raise BadRow("it has no time, so it belongs to no day", "Export it with effectiveDateTime or effectivePeriod.")


def _at(text: str, zone: ZoneInfo, *, first: bool) -> Moment:
    """A moment; of a date alone its first or last second. A month or a year alone is no day."""
    if len(text) > 10:
        return read_moment(text, zone)
    on = read_day(text)
    return start_of(on, zone) if first else end_of(on, zone)


def _source(resource: dict[str, Any]) -> str:
    device, meta = resource.get("device"), resource.get("meta")
    shown = device.get("display") or device.get("reference") if isinstance(device, dict) else None
    origin = meta.get("source") if isinstance(meta, dict) else None
    name = shown or origin
    return name.strip() or UNSAID if isinstance(name, str) else UNSAID


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []
