"""The JSON Schema of a picture, made from the same lists as the reader; `picture.schema.json` is its text."""

from __future__ import annotations

from typing import Any, Final

from .field_kinds import (
    DATE_LISTS,
    DATES,
    DATES_OR_NEVER,
    DECIMALS,
    LONGEST_TEXT,
    SCORES,
    SERIES,
    TEXTS,
    YES_NO,
)
from .field_words import FIELD_WORDS
from .patient_picture import INFORMANTS, ScreenRisk

_DAY: Final = {"$ref": "#/$defs/day"}
_MOMENT: Final = {"$ref": "#/$defs/moment"}
_DEFS: Final = {
    "day": {"type": "string", "format": "date", "pattern": "^(19|20|21|22)[0-9]{2}-[0-9]{2}-[0-9]{2}$"},
    "moment": {"type": "string", "format": "date-time", "description": "with its zone"},
    "reading": {
        "type": "object",
        "properties": {
            "value": {},
            "on": {**_DAY, "description": "the local date it is about"},
            "at": {**_MOMENT, "description": "when it was given, with its zone"},
            "informant": {"enum": list(INFORMANTS), "description": "who gave it"},
            "ref": {"type": "string", "description": "the id of the observation, if there is one"},
        },
        "required": ["value", "on", "at", "informant"],
        "additionalProperties": False,
    },
}
_OWN: Final = {
    "as_of": {
        "description": "the moment of the picture; left out: that of the newest reading, and nothing is all clear",
        "anyOf": [_MOMENT, {"type": "null"}],
    },
    "today": {
        "description": "the person's local date; left out: the date of as_of",
        "anyOf": [_DAY, {"type": "null"}],
    },
}


def picture_schema() -> dict[str, Any]:
    """The schema (draft 2020-12). Every field may be left out or null: it is then not known, which never means no."""
    fields = {
        name: {"description": words, "anyOf": [*_kinds(name), {"type": "null"}]} for name, words in FIELD_WORDS.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One person at one moment",
        "description": "What the red-flag rules may know. A field that is left out is not known (never: no).",
        "type": "object",
        "properties": {**_OWN, **fields},
        "additionalProperties": False,
        "$defs": _DEFS,
    }


def _kinds(name: str) -> list[dict[str, Any]]:
    if name in DATES:
        return [_DAY]
    if name in DATES_OR_NEVER:
        return [_DAY, {"const": "never"}]
    if name in DATE_LISTS:
        return [{"type": "array", "items": _DAY}]
    reading = {"allOf": [{"$ref": "#/$defs/reading"}, {"properties": {"value": _value(name)}}]}
    return [{"type": "array", "items": reading}] if name in SERIES else [reading]


def _value(name: str) -> dict[str, Any]:
    if name == "suicide_screen":
        return {"enum": [risk.value for risk in ScreenRisk]}
    if name in YES_NO:
        return {"enum": ["yes", "no", True, False]}
    if name in TEXTS:
        return {"type": "string", "maxLength": LONGEST_TEXT}
    lowest, highest = SCORES[name]
    as_text = r"^[0-9]{1,3}(\.[0-9]{1,20})?$" if name in DECIMALS else "^[0-9]+$"
    number = {"type": "number" if name in DECIMALS else "integer", "minimum": lowest, "maximum": highest}
    return {"anyOf": [number, {"type": "string", "pattern": as_text}]}
