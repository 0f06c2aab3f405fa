"""An MME answer in words for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

_WITH_A_DOSE: Final = frozenset(("excluded", "no_factor"))


def mme_words(document: dict[str, Any]) -> str:
    """The answer as lines: the set, the sums, what each line gives, what is not counted, and the warnings."""
    about = document["about_factor_set"]
    day = f", on {document['on']}" if document["on"] else ""
    lines = [f"MME per day by {document['factor_set']} ({about['source']} [{about['mark']}]){day}", ""]
    lines += _sum("Ordered maximum", document["ordered_maximum"])
    lines += _sum("Really taken", document["really_taken"])
    if any(line["status"] == "on-hold" for line in document["lines"]):
        lines += _sum("On hold, not in the sums", document["on_hold"])
    lines += ["", "Opioid orders", *(_numbered(map(_line, document["lines"])) or ["  none"])]
    others = document["not_recognised_as_opioid"]
    lines += ["", "Not recognised as opioids, not counted", *(f"  {name}" for name in others)] if others else []
    warnings = [f"  {each['code']}: {_about(each)}{each['words']}" for each in document["warnings"]]
    lines += ["", "Look at", *warnings] if warnings else []
    return "\n".join([*lines, "", "Estimates. They never choose a dose."])


def _sum(title: str, total: dict[str, Any]) -> Iterator[str]:
    yield f"{title}: {total['text']}"
    if total["mme_per_day"] == "0" and total["not_counted"]:
        unknown = all(each["reason"] not in _WITH_A_DOSE for each in total["not_counted"])
        yield "  No dose is known: no MME can be given." if unknown else "  No MME can be given."
    yield from _times(Counter(_product(each) for each in total["counted"]))
    because = Counter(f"  {each['medicine']}: {each['because']} ({each['reason']})" for each in total["not_counted"])
    yield from _times(because)
    without = total.get("mme_per_day_without_buprenorphine")
    if without is not None:
        yield f"  without buprenorphine: {without}"


def _product(each: dict[str, Any]) -> str:
    daily = each["daily"]
    patches = f" × {each['patches_per_day']} patches a day" if "patches_per_day" in each else ""
    number = each["mme_per_day"]
    return f"  {each['medicine']}: {daily['amount']} {daily['unit']}{patches} × {each['factor']} = {number}"


def _line(line: dict[str, Any]) -> str:
    daily = line["daily_maximum"]
    dose = f"{daily['amount']} {daily['unit']} a day" if daily and "/h" not in daily["unit"] else "dose unknown"
    if daily and "/h" in daily["unit"]:
        dose = f"{daily['amount']} {daily['unit']} worn"
    as_needed = ", as needed" if line.get("as_needed") else ""
    dates = " to ".join(filter(None, (line.get("starts_on"), line.get("ends_on"))))
    counting = "" if line["counting"] == "counts" else f", {line['counting']} ({line['why_not']})"
    return f"  {line['medicine']}: {dose}{as_needed}{f', {dates}' if dates else ''}{counting}"


def _numbered(lines: Iterator[str]) -> list[str]:
    return list(_times(Counter(lines)))


def _times(counted: Counter[str]) -> Iterator[str]:
    for line, times in counted.items():
        yield line if times == 1 else f"{line} (× {times})"


def _about(warning: dict[str, str]) -> str:
    return f"{warning['medicine']}: " if warning.get("medicine") else ""
