"""A scale as a content pack again, so that a site can start its own copy from what is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .packs import FORMAT
from .scale import Answer, Item, Scale


def scale_to_pack(scale: Scale) -> dict[str, Any]:
    """The pack of a scale; reading it gives the same scale."""
    lists = _shared_lists((*scale.items, *scale.unscored))
    return {
        "format": FORMAT,
        "id": scale.id,
        "version": scale.version,
        "title": scale.title,
        "completed_by": scale.completed_by,
        "recall": scale.recall,
        "scoring": scale.scoring.value,
        "highest": scale.highest,
        "licence": {
            "holder": scale.licence.holder,
            "terms": scale.licence.terms,
            "mark": scale.licence.mark,
            "restricted": scale.licence.restricted,
        },
        "source": scale.source,
        "mark": scale.mark,
        "note": scale.note,
        "cites": list(scale.cites),
        "translations": dict(scale.translations),
        "loinc_panel": scale.loinc_panel,
        "loinc_total": scale.loinc_total,
        "stem": dict(scale.stem),
        "answer_lists": {name: [_answer(one) for one in answers] for name, answers in lists.items()},
        "items": [_item(item, lists) for item in scale.items],
        "unscored": [_item(item, lists) for item in scale.unscored],
        "skips": [{"item": one.item, "value": one.value, "items": list(one.items)} for one in scale.skips],
        "weights": dict(scale.weights),
        "bands": [{"at_least": int(one.at_least), "name": one.name, "mark": one.mark} for one in scale.bands],
    }


def _shared_lists(items: Iterable[Item]) -> dict[str, tuple[Answer, ...]]:
    """A name for each list of answers that more than one item has."""
    seen = [item.answers for item in items]
    first = [one for number, one in enumerate(seen) if seen.count(one) > 1 and one not in seen[:number]]
    return {f"answers_{number}": one for number, one in enumerate(first, start=1)}


def _item(item: Item, lists: dict[str, tuple[Answer, ...]]) -> dict[str, Any]:
    name = next((name for name, one in lists.items() if one == item.answers), None)
    answers = name or [_answer(one) for one in item.answers]
    return {"code": item.code, "loinc": item.loinc, "text": dict(item.text), "answers": answers}


def _answer(one: Answer) -> dict[str, Any]:
    return {"value": one.value, "code": one.code, "text": dict(one.text)}
