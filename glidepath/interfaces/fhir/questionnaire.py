"""A questionnaire as a FHIR R4 Questionnaire: the official wording, its codes, its points and its licence."""

from __future__ import annotations

from typing import Any, Final

from glidepath_clinical.scales import Answer, Item, Scale, Scoring

CANONICAL: Final = "https://glidepath.health/Questionnaire/"
LOCAL: Final = "https://glidepath.health/codes"
LOINC: Final = "http://loinc.org"
POINTS: Final = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
TRANSLATION: Final = "http://hl7.org/fhir/StructureDefinition/translation"


def questionnaire_of(scale: Scale) -> dict[str, Any]:
    """The resource. `linkId` is our item code; each answer carries its points as ordinalValue."""
    first = scale.languages()[0] if scale.languages() else "en"
    code = {"code": [{"system": LOINC, "code": scale.loinc_panel}]} if scale.loinc_panel else {}
    return {
        "resourceType": "Questionnaire",
        "id": scale.id,
        "url": f"{CANONICAL}{scale.id}",
        "version": scale.version,
        "language": first,
        "title": scale.title,
        "status": "active",
        "subjectType": ["Patient"],
        "description": f"{scale.stem.get(first) or scale.title} Score: {_scoring(scale)}.",
        "copyright": f"{scale.licence.holder}: {scale.licence.terms}",
        **code,
        "item": [
            {"linkId": f"{scale.id}_stem", "type": "display", **_words(scale.stem, first)},
            *(_item(scale, item, first, required=True) for item in scale.items),
            *(_item(scale, item, first, required=False) for item in scale.unscored if item.text.get(first)),
        ],
    }


def _scoring(scale: Scale) -> str:
    how = {Scoring.SUM: "sum", Scoring.MEAN: "mean", Scoring.HIGHEST: "largest weight"}[scale.scoring]
    return f"{how}, to {scale.highest}; a missing item is no score"


def _item(scale: Scale, item: Item, first: str, *, required: bool) -> dict[str, Any]:
    skips = [skip for skip in scale.skips if item.code in skip.items]
    asked_when = [
        {"question": skip.item, "operator": "!=", "answerCoding": _coding(scale, skip.item, skip.value)}
        for skip in skips
    ]
    return {
        "linkId": item.code,
        **({"code": [{"system": LOINC, "code": item.loinc}]} if item.loinc else {}),
        **_words(item.text, first),
        "type": "choice",
        **({"enableWhen": asked_when} if asked_when else {}),
        "required": required and not skips,
        "answerOption": [{"valueCoding": _option(answer, first)} for answer in item.answers],
    }


def _coding(scale: Scale, code: str, value: int) -> dict[str, Any]:
    item = scale.item(code)
    answer = item.answer(value) if item else None
    return {"system": LOINC, "code": answer.code} if answer and answer.code else {"system": LOCAL, "code": str(value)}


def _option(answer: Answer, first: str) -> dict[str, Any]:
    system, code = (LOINC, answer.code) if answer.code else (LOCAL, str(answer.value))
    points = [{"url": POINTS, "valueDecimal": answer.value}]
    return {"extension": points, "system": system, "code": code, "display": answer.text.get(first) or str(answer.value)}


def _words(words: Any, first: str) -> dict[str, Any]:
    others = {code: text for code, text in words.items() if code != first and text}
    told = [{"url": "lang", "valueCode": code} for code in others]
    parts = [
        {"url": TRANSLATION, "extension": [lang, {"url": "content", "valueString": text}]}
        for lang, text in zip(told, others.values(), strict=True)
    ]
    return {"text": words.get(first) or "-", **({"_text": {"extension": parts}} if parts else {})}
