"""Every small change of a sound plan's document, one at a time, and the sound plans in which they are made.

`python -m clinical.tests.tapering.small_changes` writes the page clinical/specs/certificate/noticed.md anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering import certify
from glidepath_clinical.tapering.change import change
from glidepath_clinical.tapering.document import content_hash

from .cases import DAY_ORDER, medicine, morphine, planned, request
from .change_events import event
from .faults_of_forms import a_site_framework, methadone, on_refill_days

Json = dict[str, Any]
Place = tuple[str | int, ...]
DATE, NUMBER = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d+(\.\d+)?")
HEADS = "| what | is | becomes | noticed by |\n|---|---|---|---|"
PAGE = Path(__file__).parents[2] / "specs" / "certificate" / "noticed.md"
QUARTER = {"reduction_percent": "25", "basis": "original", "every_days": 14}
TEXTS = {"certificate", "content_hash", "because", "source", "offers", "outcome", "provenance"}


def tablets(**more: Any) -> Json:
    """Three doses a day, on Mondays and Tuesdays, not on one protected day."""
    days = {"allowed_weekdays": ["monday", "tuesday"], "protected_dates": ["2027-02-09"]}
    wishes = {"pace": QUARTER, "medicines": [morphine("15", "30", "30", strengths=("15", "30"))], **days}
    return planned(request(**{**wishes, **more}))


def of_one(row: Json, **more: Any) -> Json:
    """A plan of one medicine, a quarter of the original dose every two weeks."""
    return planned(request(**{"framework": None, "pace": QUARTER, "medicines": [row], **more}))


def two(**more: Any) -> Json:
    """Two medicines one after the other, and one that is kept."""
    rows = [
        morphine("15", "0", "15", strengths=("15",)),
        medicine("oxycodone tablet", "10", strengths=["5"]),
        medicine("clonidine tablet", "0.1", role="adjunct"),
    ]
    order = {"order": ["oxycodone tablet", "morphine ER tablet"], "order_reason": "short_acting_first"}
    pace = {**QUARTER, "cap_percent": "50"}
    return planned(request(framework=None, pace=pace, medicines=rows, **order, **more))


def after(document: Json, *events: Json) -> Json:
    """The version in force after these events."""
    version: Json = change(document, events).to_json()["versions"][-1]
    return version


AT_ONCE = {
    **{"on": "2027-01-20", "starts_on": "2027-01-20", "at": "2027-01-20T10:00-05:00", "taken": None},
    **{"how": "life_threatening", "prescriber": "Dr. Rivera", "reason": "an overdose"},
}
PERSON: Json = {
    **dict.fromkeys(("pregnant", "active_suicidality", "cancer_treatment", "palliative_or_end_of_life"), "no"),
    **dict.fromkeys(("sickle_cell", "opioid_use_disorder_treatment"), "no"),
    **{"naloxone_on_hand": "yes", "age_years": "unknown", "sign_offs": ["pregnant"]},
}
PATCH: Json = {"strengths": ["12", "25"], "patch_changed_on": "2027-01-10"}
SOUND: dict[str, Callable[[], Json]] = {
    "tablets": tablets,
    "a goal in milligrams": lambda: tablets(goal={"kind": "dose", "daily": "40"}),
    "a goal in percent": lambda: tablets(goal={"kind": "percent", "percent": "40"}),
    "a goal in MME": lambda: tablets(goal={"kind": "mme", "mme_per_day": "40"}),
    "halves": lambda: of_one(medicine("oxycodone tablet", "5", "7.5", strengths=["5"], halves_confirmed=["5"])),
    "a fixed amount": lambda: of_one(
        morphine("30", "30"), pace={"reduction_amount": "15", "basis": "fixed", "every_days": 7}
    ),
    "the current dose": lambda: of_one(
        morphine("30", "30"),
        pace={**QUARTER, "basis": "current", "cap_percent": "50"},
        goal={"kind": "dose", "daily": "15"},
    ),
    "a large first change": lambda: tablets(framework="va-rapid", pace=None),
    "slower at low doses": lambda: of_one(
        medicine("oxycodone tablet", "12.5", "12.5", strengths=["5"], halves_confirmed=["5"]),
        framework="cdc22-short",
        pace=None,
        goal={"kind": "percent", "percent": "30"},
    ),
    "a liquid": lambda: of_one(medicine("morphine oral solution", "8", "8", strengths=["2"], measurable_volume="1")),
    "a liquid with the usual volume": lambda: of_one(medicine("morphine oral solution", "8", strengths=["2"])),
    "a limit of tablets": lambda: of_one(medicine("hydrocodone/ibuprofen tablet", "10", "10", strengths=["5/200"])),
    "a patch": lambda: of_one(
        {**medicine("fentanyl transdermal system 72 h", "37", **PATCH), "unit": "mcg/h"},
        pace={**QUARTER, "cap_percent": "50"},
    ),
    "a combination": lambda: of_one(medicine("hydrocodone/acetaminophen tablet", "10", "10", strengths=["5/325"])),
    "as needed": lambda: of_one(medicine("oxycodone tablet", "10", "10", as_needed=True, ordered_maximum="40")),
    "methadone": methadone,
    "on days of refill": on_refill_days,
    "a site's own framework": a_site_framework,
    "two medicines": two,
    "two at once": lambda: two(override_lock="Both prescribers agree."),
    "a person who was asked": lambda: tablets(person=PERSON),
    "held": lambda: after(tablets(), event("hold", on="2027-01-20")),
    "eased": lambda: after(tablets(), event("ease", how="double_interval", on="2027-01-20", starts_on="2027-02-08")),
    "resumed": lambda: after(
        tablets(), event("hold", on="2027-01-20"), event("resume", on="2027-02-01", starts_on="2027-02-22")
    ),
    "stopped at once": lambda: after(tablets(), event("stop", **AT_ONCE)),
}


def changes(document: Json) -> Iterator[tuple[Place, str, str]]:
    """Every small change: where, from what, to what. Of the steps the first two and the last two are changed."""
    count = len(document["steps"])
    for place, value in leaves(document, ()):
        if TEXTS & set(place) or (place[0] == "steps" and place[1] not in (0, 1, count - 2, count - 1)):
            continue
        for other in others(value):
            yield place, str(value), str(other)


def changed(document: Json, place: Place, to: str) -> Json:
    """The document with one value changed, and its hash made anew."""
    spoiled = deepcopy(document)
    holder: Any = spoiled
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = next(other for other in others(holder[place[-1]]) if str(other) == to)
    spoiled["content_hash"] = content_hash(spoiled)
    return spoiled


def leaves(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    """Every value that holds no other."""
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if rows is None:
        yield place, value
        return
    for key, inner in rows:
        yield from leaves(inner, (*place, key))


def others(value: Any) -> list[Any]:
    """Values near this one: the day before and after, one more in the last digit, the other answer, another word."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1]
    if not isinstance(value, str):
        return ["1"]
    if DATE.fullmatch(value):
        return [(date.fromisoformat(value) + timedelta(days=ahead)).isoformat() for ahead in (-1, 1)]
    if NUMBER.fullmatch(value):
        digits = len(value.partition(".")[2])
        return [decimal_text(Fraction(value) + Fraction(1, 10**digits))]
    return ["other"]


def noticed(document: Json) -> str:
    """The checks that do not hold, and the first thing that each of them says, as the page writes them."""
    failing = [check for check in certify(document).checks if not check.holds]
    return "; ".join(f"{check.name}: {check.problems[0]}" for check in failing) or "nothing"


def rows_of_page() -> Iterator[tuple[str, list[str]]]:
    """Each plan with its rows. A row of the same field, noticed alike in a plan further up, is left out."""
    seen: set[tuple[object, ...]] = set()
    for name, base in SOUND.items():
        document, rows = base(), []
        for place, value, to in changes(document):
            found = noticed(changed(document, place, to))
            checks = tuple(said.partition(":")[0] for said in found.split("; "))
            kind = tuple("any" if isinstance(key, int) or key in DAY_ORDER else key for key in place)
            if (kind, checks) not in seen:
                seen.add((kind, checks))
                rows.append(f"| {'.'.join(map(str, place))} | {value} | {to} | {found} |")
        yield name, rows


def main() -> None:
    """Write the page anew; its first words stay."""
    first_words = PAGE.read_text(encoding="utf-8").partition("\n## ")[0]
    tables = [f"## {name}\n\n{HEADS}\n" + "\n".join(rows) for name, rows in rows_of_page()]
    PAGE.write_text("\n\n".join([first_words.strip(), *tables]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
