"""A difference in sentences, English and Spanish. Doses keep their exact digits; dates are written in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from glidepath_clinical.tapering.diff.values import PlanDiff, StepDiff, StepState, Value

Texts = Mapping[str, str]
TIMES: Mapping[str, Texts] = {
    "en": {"morning": "morning", "noon": "noon", "evening": "evening", "bedtime": "bedtime"},
    "es": {"morning": "mañana", "noon": "mediodía", "evening": "noche", "bedtime": "al acostarse"},
}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
MONTHS = {language: tuple(names.split()) for language, names in _MONTHS.items()}
SENTENCES: Mapping[str, Texts] = {
    "en": {
        "nothing": "Nothing changes.",
        "product": "The medicine changes from {before} to {after}.",
        "framework": "The plan follows {after} instead of {before}.",
        "no_framework": "a pace of its own",
        "pace_every_days": "A step comes every {after} days instead of every {before}.",
        "pace_step_at_most": "A step takes away at most {after} instead of {before}.",
        "original": "{size} % of the original dose",
        "current": "{size} % of the dose at that time",
        "fixed": "{size}",
        "stops": "The plan ends on {after} instead of {before}.",
        "held": "The dose is kept until a clinician goes on. Before, the plan ended on {before}.",
        "goes_on": "The plan goes on; it ends on {after}.",
        "now": "From {on}: ",
        "kept": "the dose stays at {daily} a day.",
        "dose_now": "{after} a day instead of {before}.",
        "added": "New step on {on}: {daily} a day.",
        "withdrawn": "Withdrawn: the step on {on} to {daily} a day.",
        "added_stop": "New: the stop on {on}.",
        "withdrawn_stop": "Withdrawn: the stop on {on}.",
        "date_stop": "The stop comes on {after} instead of {before}.",
        "date": "The step to {daily} a day comes on {after} instead of {before}.",
        "daily": "The step on {on} goes to {after} a day instead of {before}.",
        "time": "{product}, {time}: {after} instead of {before}.",
        "cut": "This step takes away {after} % of the original dose, before it was {before} %.",
        "units": "{name}: {after} units until the last step instead of {before}.",
        "nothing_taken": "nothing",
        "and": "and",
    },
    "es": {
        "nothing": "No cambia nada.",
        "product": "El medicamento cambia de {before} a {after}.",
        "framework": "El plan sigue {after} en lugar de {before}.",
        "no_framework": "un ritmo propio",
        "pace_every_days": "Hay un paso cada {after} días en lugar de cada {before}.",
        "pace_step_at_most": "Un paso quita como máximo {after} en lugar de {before}.",
        "original": "{size} % de la dosis original",
        "current": "{size} % de la dosis de ese momento",
        "fixed": "{size}",
        "stops": "El plan termina el {after} en lugar del {before}.",
        "held": "La dosis se mantiene hasta que un profesional decida seguir. Antes, el plan terminaba el {before}.",
        "goes_on": "El plan sigue; termina el {after}.",
        "now": "Desde el {on}: ",
        "kept": "la dosis sigue en {daily} al día.",
        "dose_now": "{after} al día en lugar de {before}.",
        "added": "Paso nuevo el {on}: {daily} al día.",
        "withdrawn": "Retirado: el paso del {on} a {daily} al día.",
        "added_stop": "Nuevo: dejar de tomarlo el {on}.",
        "withdrawn_stop": "Retirado: dejar de tomarlo el {on}.",
        "date_stop": "Dejar de tomarlo llega el {after} en lugar del {before}.",
        "date": "El paso a {daily} al día llega el {after} en lugar del {before}.",
        "daily": "El paso del {on} baja a {after} al día en lugar de {before}.",
        "time": "{product}, {time}: {after} en lugar de {before}.",
        "cut": "Este paso quita el {after} % de la dosis original; antes era el {before} %.",
        "units": "{name}: {after} unidades hasta el último paso en lugar de {before}.",
        "nothing_taken": "nada",
        "and": "y",
    },
}


def day_words(day: str, language: str) -> str:
    """A local date in full: 3 May 2027, 3 de mayo de 2027."""
    on = date.fromisoformat(day)
    if language == "en":
        return f"{on.day} {MONTHS['en'][on.month - 1]} {on.year}"
    return f"{on.day} de {MONTHS['es'][on.month - 1]} de {on.year}"


def diff_words(difference: PlanDiff, language: str) -> list[str]:
    """The sentences, the most important first. Raises ValueError for a language that is not `en` or `es`."""
    if language not in SENTENCES:
        raise ValueError(f"no words in {language!r}; known: {', '.join(SENTENCES)}")
    teller = _Teller(difference, language, SENTENCES[language])
    return list(teller.sentences()) or [SENTENCES[language]["nothing"]]


class _Teller:
    def __init__(self, difference: PlanDiff, language: str, texts: Texts) -> None:
        self.difference, self.language, self.texts = difference, language, texts

    def sentences(self) -> Iterator[str]:
        if self.difference.is_empty:
            return
        yield from self._now()
        yield from self._end()
        yield from self._head()
        for step in self.difference.steps[1:]:
            yield from self._step(step)
        if "open" in (self.difference.head["goal_reached_on"].before, self.difference.head["goal_reached_on"].after):
            return  # a dose that is kept has no last day, so there is no number of units until then
        for name, value in self.difference.changed_units.items():
            yield self._say("units", name=name, before=value.before or "0", after=value.after or "0")

    def _say(self, sentence: str, **values: str) -> str:
        return self.texts[sentence].format(**values)

    def _day(self, day: str | None) -> str:
        return day_words(day, self.language) if day else ""

    def _now(self) -> Iterator[str]:
        first = self.difference.steps[0]
        assert first.before is not None and first.after is not None, "on every day one step runs in either version"
        start = self._say("now", on=self._day(self.difference.since)) if self.difference.since else ""
        before, after = self._daily(first.before), self._daily(first.after)
        if before == after:
            sentence = start + self._say("kept", daily=after)
        else:
            sentence = start + self._say("dose_now", before=before, after=after)
        yield sentence[:1].upper() + sentence[1:]
        yield from self._times(first)

    def _end(self) -> Iterator[str]:
        ends = self.difference.head["goal_reached_on"]
        if not ends.differs:
            return
        if ends.after == "open":
            yield self._say("held", before=self._day(ends.before))
        elif ends.before == "open":
            yield self._say("goes_on", after=self._day(ends.after))
        else:
            yield self._say("stops", before=self._day(ends.before), after=self._day(ends.after))

    def _head(self) -> Iterator[str]:
        changed = self.difference.changed_head
        none = self.texts["no_framework"]
        for name in ("product", "framework", "pace_every_days"):
            if name in changed:
                yield self._say(name, before=changed[name].before or none, after=changed[name].after or none)
        if "pace_step_at_most" in changed:
            most = changed["pace_step_at_most"]
            yield self._say("pace_step_at_most", before=self._share(most.before), after=self._share(most.after))

    def _share(self, most: str | None) -> str:
        basis, _, size = (most or "").partition(" ")
        return self._say(basis, size=size)

    def _step(self, step: StepDiff) -> Iterator[str]:
        if step.before is None:
            yield from self._only("added", step.after)
        elif step.after is None:
            yield from self._only("withdrawn", step.before)
        else:
            yield from self._changed(step, step.before, step.after)

    def _only(self, sentence: str, state: StepState | None) -> Iterator[str]:
        """A step that one of the versions lacks."""
        assert state is not None, "a step stands in at least one version"
        yield self._say(_named(sentence, state), on=self._day(state.starts_on), daily=self._daily(state))

    def _changed(self, step: StepDiff, old: StepState, new: StepState) -> Iterator[str]:
        before, after = self._daily(old), self._daily(new)
        if old.starts_on != new.starts_on:
            days = {"before": self._day(old.starts_on), "after": self._day(new.starts_on)}
            yield self._say(_named("date", new), daily=after, **days)
        if before != after:
            yield self._say("daily", on=self._day(new.starts_on), before=before, after=after)
        yield from self._times(step)
        for product, cut in new.cut_of_original.items():
            cut_before = old.cut_of_original.get(product, cut)
            if cut_before != cut:
                yield self._say("cut", before=cut_before, after=cut)

    def _times(self, step: StepDiff) -> Iterator[str]:
        for name, value in step.values.items():
            if name.startswith("dose: "):
                product, _, time = name.removeprefix("dose: ").rpartition(" ")
                yield self._say(
                    "time", product=product, time=TIMES[self.language][time], **self._both(step, product, value)
                )

    def _both(self, step: StepDiff, product: str, value: Value) -> dict[str, str]:
        sides = {"before": (value.before, step.before), "after": (value.after, step.after)}
        return {
            side: f"{amount} {state.unit[product]}" if amount and state else self.texts["nothing_taken"]
            for side, (amount, state) in sides.items()
        }

    def _daily(self, state: StepState) -> str:
        rows = [f"{amount} {state.unit[product]}" for product, amount in state.daily.items()]
        if len(rows) > 1 or self.difference.head["product"].differs:
            rows = [f"{product} {row}" for product, row in zip(state.daily, rows, strict=True)]
        return f" {self.texts['and']} ".join(rows)


def _named(sentence: str, state: StepState) -> str:
    """The sentence for a step, or the one for a stop."""
    return f"{sentence}_stop" if state.phase == "stopped" else sentence
