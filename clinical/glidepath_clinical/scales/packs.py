"""Content packs: a questionnaire as one JSON file, read and written. Whatever cannot be right is refused by its place.

A pack holds definition, scoring, licence, language and translator, source and mark. A site loads its own licensed copy
the same way (`glidepath scale load FILE`). A text of null means that this wording is not in the pack.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from importlib import resources
from typing import Any, Final

from .scale import Answer, Band, Item, Licence, Scale, Scoring, Skip

FORMAT: Final = "glidepath-scale-1"
MARKS: Final = ("S", "V", "D", "M")
_NEEDED: Final = (
    "format", "id", "version", "title", "completed_by", "recall", "scoring", "highest", "stem", "items", "bands",
    "licence", "source", "mark",
)  # fmt: skip
_OTHERS: Final = (
    "answer_lists", "unscored", "cites", "translations", "loinc_panel", "loinc_total", "skips", "weights", "note",
)  # fmt: skip


class PackError(ValueError):
    """A pack that cannot be used; `place` names the spot in the file, `message` says how to mend it."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


def packaged(name: str) -> Scale:
    """A pack that travels with this package, by its id."""
    file = resources.files("glidepath_clinical.scales") / "packs" / f"{name}.json"
    return scale_from_text(file.read_text(encoding="utf-8"))


def scale_from_text(text: str) -> Scale:
    """The scale in the text of a pack file. Raises PackError."""
    try:
        return scale_from_pack(json.loads(text))
    except json.JSONDecodeError as error:
        raise PackError(f"line {error.lineno}", f"this is not JSON: {error.msg}") from error


def scale_from_pack(data: object) -> Scale:
    """The scale that a pack describes. Raises PackError for the first thing that cannot be right."""
    pack = _object(data, "pack", _NEEDED, _OTHERS)
    if pack["format"] != FORMAT:
        raise PackError("format", f"only {FORMAT} is known")
    lists = {name: _answers(rows, f"answer_lists.{name}", {}) for name, rows in pack.get("answer_lists", {}).items()}
    scale = Scale(
        id=_text(pack["id"], "id"),
        title=_text(pack["title"], "title"),
        stem=_words(pack["stem"], "stem"),
        items=_each(pack["items"], "items", lambda row, place: _item(row, place, lists)),
        recall=_text(pack["recall"], "recall"),
        scoring=Scoring(_one_of(pack["scoring"], "scoring", [one.value for one in Scoring])),
        highest=_number(pack["highest"], "highest"),
        bands=_each(pack["bands"], "bands", _band),
        licence=_licence(pack["licence"], "licence"),
        loinc_panel=pack.get("loinc_panel"),
        loinc_total=pack.get("loinc_total"),
        source=_text(pack["source"], "source"),
        mark=_one_of(pack["mark"], "mark", MARKS),
        completed_by=_one_of(pack["completed_by"], "completed_by", ("patient", "clinician")),
        unscored=_each(pack.get("unscored", []), "unscored", lambda row, place: _item(row, place, lists)),
        cites=tuple(_each(pack.get("cites", []), "cites", _text)),
        translations=_object(pack.get("translations", {}), "translations"),
        version=_text(pack["version"], "version"),
        skips=_each(pack.get("skips", []), "skips", _skip),
        weights={name: _number(one, f"weights.{name}") for name, one in pack.get("weights", {}).items()},
        note=pack.get("note", ""),
    )
    return _whole(scale)


def _whole(scale: Scale) -> Scale:
    """What must hold between the parts."""
    codes = [item.code for item in (*scale.items, *scale.unscored)]
    for code in codes:
        if not code.startswith(f"{scale.id}_") or codes.count(code) > 1:
            raise PackError("items", f"{code} must be unique and begin with {scale.id}_")
    for skip in scale.skips:
        if not {skip.item, *skip.items} <= set(codes):
            raise PackError("skips", f"{skip.item} skips an item that is not there")
    if scale.scoring is Scoring.HIGHEST and set(scale.weights) != {item.code for item in scale.items}:
        raise PackError("weights", "every item needs its weight")
    if scale.highest != _reachable(scale):
        raise PackError("highest", f"the answers reach {_reachable(scale)}")
    for language in (*scale.stem, *(name for item in scale.items for name in item.text)):
        if language != "en" and language in scale.languages() and language not in scale.translations:
            raise PackError("translations", f"say who translated {language}")
    return scale


def _reachable(scale: Scale) -> int:
    most = [max(answer.value for answer in item.answers) for item in scale.items]
    if scale.scoring is Scoring.HIGHEST:
        return max(scale.weights.values())
    return sum(most) // (len(most) if scale.scoring is Scoring.MEAN else 1)


def _item(row: object, place: str, lists: Mapping[str, tuple[Answer, ...]]) -> Item:
    given = _object(row, place, ("code", "text", "answers"), ("loinc",))
    code, words = _text(given["code"], f"{place}.code"), _words(given["text"], f"{place}.text")
    return Item(code, words, given.get("loinc"), _answers(given["answers"], f"{place}.answers", lists))


def _answers(rows: object, place: str, lists: Mapping[str, tuple[Answer, ...]]) -> tuple[Answer, ...]:
    if isinstance(rows, str):
        if rows not in lists:
            raise PackError(place, f"there is no answer list {rows}")
        return lists[rows]
    found = _each(rows, place, _answer)
    values = [answer.value for answer in found]
    if not values or len(set(values)) != len(values):
        raise PackError(place, "needs answers with different values")
    return found


def _answer(row: object, place: str) -> Answer:
    given = _object(row, place, ("value", "text"), ("code",))
    return Answer(_number(given["value"], f"{place}.value"), given.get("code"), _words(given["text"], f"{place}.text"))


def _band(row: object, place: str) -> Band:
    given = _object(row, place, ("at_least", "name", "mark"))
    name, mark = _text(given["name"], f"{place}.name"), _one_of(given["mark"], f"{place}.mark", MARKS)
    return Band(Fraction(_number(given["at_least"], f"{place}.at_least")), name, mark)


def _licence(row: object, place: str) -> Licence:
    given = _object(row, place, ("holder", "terms", "mark", "restricted"))
    if not isinstance(given["restricted"], bool):
        raise PackError(f"{place}.restricted", "say true or false")
    holder, terms = _text(given["holder"], f"{place}.holder"), _text(given["terms"], f"{place}.terms")
    return Licence(holder, terms, _one_of(given["mark"], f"{place}.mark", MARKS), given["restricted"])


def _skip(row: object, place: str) -> Skip:
    given = _object(row, place, ("item", "value", "items"))
    items = _each(given["items"], f"{place}.items", _text)
    return Skip(_text(given["item"], f"{place}.item"), _number(given["value"], f"{place}.value"), items)


def _each(rows: object, place: str, read: Callable[[Any, str], Any]) -> tuple[Any, ...]:
    if not isinstance(rows, list):
        raise PackError(place, "must be a list")
    return tuple(read(row, f"{place}[{number}]") for number, row in enumerate(rows))


def _object(value: object, place: str, needed: tuple[str, ...] = (), others: tuple[str, ...] = ()) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PackError(place, "must be an object in braces")
    missing = [name for name in needed if name not in value]
    unknown = [name for name in value if needed and name not in (*needed, *others)]
    if missing or unknown:
        raise PackError(place, f"lacks {missing[0]}" if missing else f"there is no place for {unknown[0]}")
    return value


def _words(value: object, place: str) -> dict[str, str | None]:
    given = _object(value, place)
    for language, text in given.items():
        if text is not None and (not isinstance(text, str) or not text.strip()):
            raise PackError(f"{place}.{language}", "must be a text, or null for wording that is not loaded")
    return given


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PackError(place, "must be a text")
    return value


def _number(value: object, place: str) -> int:
    if type(value) is not int or value < 0:
        raise PackError(place, "must be a whole number, 0 or more")
    return value


def _one_of(value: object, place: str, allowed: tuple[str, ...] | list[str]) -> str:
    if value not in allowed:
        raise PackError(place, f"must be one of {', '.join(allowed)}")
    return str(value)
