"""The only place of the product that calls the taper engine: requests in, its exact answers out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from glidepath_clinical import tapering as core
from glidepath_clinical.consent_rules import Agreements, ChangeKind, DoseChange, agreement_needed
from glidepath_clinical.evidence import CITATIONS
from glidepath_clinical.tapering.fields import Fields
from glidepath_clinical.tapering.spanish import framework_in_spanish, in_spanish

from glidepath.care.tapering.refusal import Because, Refused
from glidepath.record.plans.operations import FrozenPlan, FrozenStep

LANGUAGES = ("en", "es")
Json = dict[str, Any]


@dataclass(frozen=True)
class Certified:
    """What the independent checker says of a plan; `failing` names the checks that do not hold."""

    holds: bool
    checks: tuple[Mapping[str, Any], ...] = ()
    failing: tuple[str, ...] = ()


def compute(request: Mapping[str, Any]) -> Json:
    """The engine's plan as JSON. Raises Refused with the engine's own codes, for unusable input too."""
    try:
        answer = core.plan(core.PlanRequest.from_json(request))
    except core.UnusableInput as wrong:
        raise Refused([Because("unusable_input", {"field": wrong.field, "message": wrong.message})]) from wrong
    return planned_or_refused(answer.to_json())


def planned_or_refused(answer: Json) -> Json:
    """The answer when it is a plan. Raises Refused with every reason and offer otherwise."""
    if answer["outcome"] == "planned":
        return answer
    reasons = [Because(row["code"], _texts(row)) for row in answer["refusals"]]
    raise Refused(reasons, answer.get("offers", ()))


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in row.items() if isinstance(value, str | int)}


def resumed(frozen: Json, *, on_step: int, resumes_on: date, as_of: date) -> Json:
    """The rest of a plan, solved anew from the dose of `on_step`, on its first version's basis. Raises Refused."""
    try:
        answer = core.resume(frozen, on_step=on_step, resumes_on=resumes_on, as_of=as_of)
    except core.UnusableInput as wrong:
        raise Refused([Because("unusable_input", {"field": wrong.field, "message": wrong.message})]) from wrong
    return planned_or_refused(answer.to_json())


def certified(frozen: Json) -> Certified:
    """Check a frozen plan again, from its own JSON alone."""
    found = core.verify(frozen)
    return Certified(found.holds, tuple(check.to_json() for check in found.checks), found.failed)


def agreements_for(framework: str) -> Agreements:
    """Which agreements the start of a plan under this framework needs."""
    return agreement_needed(DoseChange(ChangeKind.PLAN_START, framework=framework))


def frameworks() -> tuple[Any, ...]:
    """Every framework of the engine, in its own order, in the reader's language."""
    return tuple(framework_in_spanish(row) if _reads_spanish() else row for row in core.frameworks())


def citation(key: str) -> Any | None:
    """The source with this key, or None."""
    return CITATIONS.get(key)


def framework_named(framework_id: str) -> Any | None:
    """The framework with this id in the reader's language, or None."""
    return next((row for row in frameworks() if row.id == framework_id), None)


def told(sentence: str) -> str:
    """A sentence of the engine in the reader's language, with the numbers of the engine's own; English without one."""
    return (in_spanish(sentence) or sentence) if _reads_spanish() else sentence


def told_or_nothing(sentence: str) -> str:
    """The same, and empty where it would be another language than the reader's."""
    return (in_spanish(sentence) or "") if _reads_spanish() else sentence


def offers_told(rows: Iterable[Mapping[str, Any]]) -> list[Json]:
    """The engine's other ways, each told in the reader's language."""
    return [{**row, "because": told(str(row.get("because") or row["kind"]))} for row in rows]


def _reads_spanish() -> bool:
    return (get_language() or "en").startswith("es")


def question_for(name: str) -> str:
    """The question behind a name in `not_assessed`, in the reader's language."""
    return told(str(core.QUESTIONS.get(name, name)))


def contents_of(planned: Json) -> FrozenPlan:
    """A plan's JSON as rows to freeze: the present dose as step 0, then every step, each with its words."""
    rows = [planned["present"], *planned["steps"]]
    starts = str(planned["request"]["as_of"])
    return FrozenPlan(
        framework=str(planned["framework"] or ""),
        frozen=planned,
        content_hash=str(planned["content_hash"]),
        engine_version=str(planned["engine_version"]),
        steps=[_step(row, starts) for row in rows],
    )


def _step(row: Json, starts: str) -> FrozenStep:
    return FrozenStep(
        number=int(row["number"]),
        phase=str(row["phase"]),
        planned_on=date.fromisoformat(row["starts_on"] or starts),
        planned_until=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
        daily=sum((Decimal(medicine["daily"]) for medicine in row["medicines"]), Decimal(0)),
        rendering={"step": row, "words": {language: _words(row, language) for language in LANGUAGES}},
    )


def _words(row: Json, language: str) -> list[Json]:
    return [words.to_json() for words in core.step_words(row, language)]


@dataclass(frozen=True)
class PersonCheck:
    """Open questions about the person, and answers that refuse the taper, each with its code and reason."""

    not_assessed: tuple[str, ...]
    refusals: tuple[tuple[str, str], ...]


def person_check(frozen: Json, person: Mapping[str, Any]) -> PersonCheck:
    """What the engine says today about the person of a frozen plan: for its medicine, with the facts as now known."""
    known = core.Person.from_fields(Fields(dict(person), "person"))
    medicine_class = str(frozen["products"][0]["class"])
    refusals = tuple((row.code, row.because) for row in known.refusals(medicine_class))
    return PersonCheck(known.not_assessed(medicine_class), refusals)


def needs_naloxone(frozen: Json) -> bool:
    """Whether a plan for this medicine asks for naloxone on hand."""
    return "naloxone" in person_check(frozen, {}).not_assessed
