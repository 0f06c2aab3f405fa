"""Readers that take the dose back out of every form. They share nothing with the writers."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import Any

Json = dict[str, Any]
Taken = dict[tuple[int, str], Fraction]
"""Step and time of day → the amount that the form says is taken then."""

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNOS = (
    "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiún veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
DIECES = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
ENGLISH = {word: n for n, word in enumerate(f"{ONES} eighteen nineteen".split())} | {
    word: 20 + 10 * n for n, word in enumerate(TENS.split())
}
SPANISH = (
    {word: n for n, word in enumerate(UNOS.split())}
    | {"una": 1, "veintiuna": 21, "cien": 100, "ciento": 100}
    | {word: 30 + 10 * n for n, word in enumerate(DIECES.split())}
)
ENGLISH_TIMES = {"Morning": "morning", "Noon": "noon", "Evening": "evening", "Bedtime": "bedtime"}
SPANISH_TIMES = {"Mañana": "morning", "Mediodía": "noon", "Noche": "evening", "Al acostarse": "bedtime"}
STRENGTH = r"(\d[\d.]*)(?:/[\d.]+)? (?:mg|mcg)(?:/h|/mL)?"
FORMS = r"(?:tablets?|capsules?|films?|patch|patches)"
WORN = "worn"
LIQUID = r"^(\d[\d.]*) mL (?:of the|de la solución de) (\d[\d.]*)(?:/[\d.]+)? mg/mL"


def from_english(words: str) -> Fraction:
    """The amount in "One and a half 15 mg tablets"."""
    liquid = re.match(LIQUID, words)
    if liquid:
        return Fraction(liquid[1]) * Fraction(liquid[2])
    total, rest = Fraction(0), words.rstrip(".").lower()
    parts = re.findall(rf"(.+?) {STRENGTH} {FORMS}(?: or capsules?)?(?:, | and |$)", rest)
    for counted, strength in parts:
        total += _english_count(counted) * Fraction(strength)
    assert parts, words
    return total


def _english_count(words: str) -> Fraction:
    if words == "half a":
        return Fraction(1, 2)
    half = Fraction(1, 2) if words.endswith(" and a half") else Fraction(0)
    total = 0
    for word in words.removesuffix(" and a half").replace("-", " ").split():
        total = total * 100 if word == "hundred" else total + ENGLISH[word]
    return total + half


def from_spanish(words: str) -> Fraction:
    """The amount in "Una tableta y media de 15 mg"."""
    liquid = re.match(LIQUID, words)
    if liquid:
        return Fraction(liquid[1]) * Fraction(liquid[2])
    total, rest = Fraction(0), words.rstrip(".").lower()
    parts = re.findall(rf"(.+?) de {STRENGTH}(?:, | y |$)", rest)
    for counted, strength in parts:
        total += _spanish_count(counted) * Fraction(strength)
    assert parts, words
    return total


def _spanish_count(words: str) -> Fraction:
    number = re.sub(r"\b(tabletas?|cápsulas?|películas?|parches?)\b( o (cápsulas?))?", "", words).strip()
    if number in ("media", "medio"):
        return Fraction(1, 2)
    half = Fraction(1, 2) if re.search(r" y medi[ao]$", number) else Fraction(0)
    plain = re.sub(r" +y medi[ao]$", "", number)
    return sum((Fraction(SPANISH[word]) for word in plain.split() if word != "y"), Fraction(0)) + half


def from_plain_words(text: str, language: str) -> Taken:
    """Every dose of a plan in plain words."""
    taken: Taken = {}
    step = 0
    times, read = (ENGLISH_TIMES, from_english) if language == "en" else (SPANISH_TIMES, from_spanish)
    for line in text.splitlines():
        found = re.match(r"(?:Step|Paso) (\d+)\b", line)
        step = int(found[1]) if found else step
        name, _, words = line.partition(": ")
        if name in times:
            taken[step, times[name]] = read(words)
    return taken


def from_order_text(text: str) -> tuple[Taken, Taken, Taken]:
    """Three readings of every dose: the amount, the units in digits, and the words."""
    amounts, digits, words, step = Taken(), Taken(), Taken(), 0
    for line in text.splitlines():
        found = re.match(r"Step (\d+) ", line)
        step = int(found[1]) if found else step
        dose = re.match(r"    (\w+): (\S+) \S+ = (.+?)\. ([A-Z\d].+)\.$", line)
        if dose:
            key = (step, dose[1])
            amounts[key] = Fraction(dose[2])
            units = re.findall(rf"(\d[\d.]*) (?:x|mL of) {STRENGTH}", dose[3])
            digits[key] = sum((Fraction(count) * Fraction(strength) for count, strength in units), Fraction(0))
            words[key] = from_english(dose[4])
    return amounts, digits, words


def calendar_events(text: str) -> list[dict[str, str]]:
    """The entries of a calendar file, unfolded and unescaped."""
    assert text.endswith("\r\n")
    lines = text.replace("\r\n ", "").split("\r\n")
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name:
            events[-1].setdefault(name, _unescaped(value))
    return events


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda hit: "\n" if hit[1] == "n" else hit[1], value)


def from_calendar(text: str, language: str) -> Taken:
    """Every dose of a calendar file."""
    taken: Taken = {}
    for event in calendar_events(text):
        taken |= from_plain_words(event["DESCRIPTION"], language)
    return taken


def from_fhir(text: str) -> tuple[Taken, Taken]:
    """Two readings of every Dosage of a FHIR Bundle: the quantities, and the texts."""
    quantities, texts = Taken(), Taken()
    times = {"MORN": "morning", "NOON": "noon", "EVE": "evening", "NIGHT": "bedtime", WORN: WORN}
    for entry in json.loads(text, parse_float=Fraction, parse_int=Fraction)["entry"]:
        for dosage in entry["resource"].get("dosageInstruction", []):
            (when,) = dosage["timing"]["repeat"].get("when", [WORN])
            key = (int(dosage["sequence"]), times[when])
            (row,) = dosage["doseAndRate"]
            quantity = row["doseQuantity"]
            amount = quantity["value"] * Fraction(quantity["unit"].split()[0].partition("/")[0])
            quantities[key] = quantities.get(key, Fraction(0)) + amount
            texts[key] = texts.get(key, Fraction(0)) + from_english(dosage["text"])
    return quantities, texts


def from_json(text: str) -> Taken:
    """Every dose of the plan's JSON, from its units."""
    document = json.loads(text)
    return {
        (step["number"], time): sum(
            (Fraction(unit["strength"]) * Fraction(unit["count"]) for unit in dose["units"]), Fraction(0)
        )
        for step in [document["present"], *document["steps"]]
        for row in step["medicines"]
        for time, dose in row["doses"].items()
    }


def of_the_plan(document: Json) -> Taken:
    """What the plan itself says, as amounts."""
    return {
        (step["number"], time): Fraction(dose["amount"])
        for step in [document["present"], *document["steps"]]
        for row in step["medicines"]
        for time, dose in row["doses"].items()
    }
