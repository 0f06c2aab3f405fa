"""Readers that take the doses back out of every form. They share nothing with what wrote them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from html import unescape
from io import BytesIO
from typing import Any

from icalendar import Calendar
from pypdf import PdfReader

Doses = dict[tuple[int, str], Fraction]
"""Step and time of day to the amount that is taken then."""


def _numbered(words: str) -> dict[str, Fraction]:
    return {word: Fraction(number) for number, word in enumerate(words.split())}


NUMBERS = {
    **_numbered(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty"
    ),
    **_numbered(
        "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
        "dieciocho diecinueve veinte veintiún veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
        "veintiocho veintinueve treinta"
    ),
    **{"thirty": Fraction(30), "forty": Fraction(40), "fifty": Fraction(50), "una": Fraction(1)},
    **{"veintiuna": Fraction(21), "cuarenta": Fraction(40), "cincuenta": Fraction(50), "a": Fraction(0)},
    **{"half": Fraction(1, 2), "media": Fraction(1, 2), "medio": Fraction(1, 2)},
}
SILENT = {"and", "y", "de", "tableta", "tabletas", "cápsula", "cápsulas", "o", "parche", "parches", "película"}
SILENT |= {"películas", "the", "of"}
STRENGTH = r"(\d[\d.]*)(?:/[\d.]+)? (?:mcg/h|mg/mL|mcg|mg)"
TIMES = {
    **{"Morning": "morning", "Noon": "noon", "Evening": "evening", "Bedtime": "bedtime"},
    **{"Mañana": "morning", "Mediodía": "noon", "Tarde": "evening", "Al acostarse": "bedtime"},
    **{"Noche": "evening"},
}
LIQUID = re.compile(rf"([\d.]+) mL (?:of the|de la solución de) {STRENGTH}")


def amount_of(words: str) -> Fraction:
    """The amount that a sentence says: each number in words times the strength after it. Raises on an odd word."""
    liquid = LIQUID.match(words)
    if liquid:
        return Fraction(liquid[1]) * Fraction(liquid[2])
    total, start = Fraction(0), 0
    for hit in re.finditer(STRENGTH, words):
        total += _count(words[start : hit.start()]) * Fraction(hit[1])
        start = hit.end()
    if not start:
        raise ValueError(f"no strength in {words!r}")
    return total


def _count(words: str) -> Fraction:
    found = re.findall(r"[a-záéíóúñ]+", words.lower())
    # what stands before the number still belongs to the unit before it: "tablets and one 15 mg"
    known = [NUMBERS[word] for word in found if word in NUMBERS]
    odd = [word for word in found if word not in NUMBERS and word not in SILENT]
    if not known or any(not re.fullmatch(r"tablets?|capsules?|films?|patch(?:es)?|or", word) for word in odd):
        raise ValueError(f"not a count: {words!r}")
    return sum(known, Fraction(0))


def of_the_plan(frozen: Mapping[str, Any], from_step: int = 0) -> Doses:
    """What the engine says, from its amounts; the units must make the same."""
    doses: Doses = {}
    for step in [frozen["present"], *frozen["steps"]]:
        for time, dose in step["medicines"][0]["doses"].items():
            units = sum(Fraction(row["strength"]) * Fraction(row["count"]) for row in dose["units"])
            assert units == Fraction(dose["amount"])
            if step["number"] >= from_step:
                doses[step["number"], time] = units
    return doses


def from_lines(lines: list[str]) -> Doses:
    """Headings "Step 3 …" and lines "Morning: One 60 mg tablet."; before the first heading it is step 0."""
    doses: Doses = {}
    step = 0
    for line in lines:
        heading = re.match(r"(?:Step|Paso) (\d+)\b", line.strip())
        step = int(heading[1]) if heading else step
        name, colon, words = line.strip().partition(": ")
        if colon and name in TIMES:
            assert (step, TIMES[name]) not in doses
            doses[step, TIMES[name]] = amount_of(words)
    return doses


def from_calendar(content: bytes) -> Doses:
    """Every entry's description, read by the calendar library."""
    doses: Doses = {}
    for entry in Calendar.from_ical(content).walk("VEVENT"):
        doses |= from_lines(str(entry["DESCRIPTION"]).splitlines())
    return doses


def from_text(content: bytes) -> tuple[Doses, Doses]:
    """The pharmacy's text twice: by its digits and by its words."""
    digits, words, step = Doses(), Doses(), 0
    for line in content.decode().splitlines():
        heading = re.match(r"Step (\d+) ", line)
        step = int(heading[1]) if heading else step
        dose = re.match(r"    (morning|noon|evening|bedtime): ([\d.]+) \S+ = .+?\. ([A-Z\d].*)\.$", line)
        if dose:
            digits[step, dose[1]], words[step, dose[1]] = Fraction(dose[2]), amount_of(dose[3])
    return digits, words


def from_fhir(content: bytes) -> Doses:
    """Sequence and `when` of every dosage; units of one time of day add up. A patch has no `when`: it is put on."""
    doses: Doses = {}
    bundle = json.loads(content, parse_float=Fraction, parse_int=Fraction)
    names = {"MORN": "morning", "NOON": "noon", "EVE": "evening", "NIGHT": "bedtime"}
    for resource in (entry["resource"] for entry in bundle["entry"]):
        for dosage in resource.get("dosageInstruction", []):
            time = names.get(dosage["timing"]["repeat"].get("when", [""])[0], "worn")
            quantity = dosage["doseAndRate"][0]["doseQuantity"]
            strength = Fraction(quantity["unit"].split()[0].split("/")[0])
            key = (int(dosage["sequence"]), time)
            doses[key] = doses.get(key, Fraction(0)) + quantity["value"] * strength
    return doses


def from_html(page: str) -> Doses:
    """The table of steps: each row's number and its sentences."""
    doses: Doses = {}
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    for row in body.split("<tr>")[1:]:
        step = int(re.search(r'scope="row">(\d+)', row)[1])  # type: ignore[index]  a row without its number is a fault
        told = re.search(r'<p class="small">(.*?)</p>', row, re.S)
        text = unescape(re.sub(r"<[^>]+>", "", told[1])) if told else ""
        parts = re.split(rf"({'|'.join(TIMES)}): ", text)[1:]
        for name, words in zip(parts[::2], parts[1::2], strict=True):
            doses[step, TIMES[name]] = amount_of(words)
    return doses


def pdf_text(content: bytes) -> str:
    """The text of every page in reading order, as one line."""
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def from_pdf(content: bytes) -> tuple[Doses, Doses]:
    """The paper twice: by its words and by the amounts in digits beside them."""
    words, digits, step = Doses(), Doses(), 0
    text = pdf_text(content)
    body = re.split(r" (?:Calendar|Calendario) ", text)[0]
    times = "|".join(TIMES)
    for hit in re.finditer(
        rf"\b(?:Step|Paso) (\d+) (?=not before|no antes)|\b({times}) (\D*?\d.*?)\. ([\d.]+) (?:mcg/h|mcg|mg)(?= |$)",
        body,
    ):
        if hit[1]:
            step = int(hit[1])
        else:
            words[step, TIMES[hit[2]]], digits[step, TIMES[hit[2]]] = amount_of(hit[3]), Fraction(hit[4])
    return words, digits
