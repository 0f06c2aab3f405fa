"""The invented people of the demo clinic. Ten have a story by name; the others go smoothly, each in their way."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from glidepath.foundation.access import Role

ZONE = "America/Denver"


@dataclass(frozen=True)
class StaffMember:
    """One invented member of the team."""

    key: str
    name: str
    role: Role


STAFF = (
    StaffMember("nurse", "Nadia Whitfield", Role.NURSE),
    StaffMember("prescriber", "Peter Okafor", Role.PRESCRIBER),
    StaffMember("pharmacist", "Farah Lindqvist", Role.PHARMACIST),
    StaffMember("psychologist", "Yusra Abara", Role.PSYCHOLOGIST),
    StaffMember("physical_therapist", "Thea Raman", Role.PHYSICAL_THERAPIST),
    StaffMember("night", "Noor Castellano", Role.NURSE),
)


@dataclass(frozen=True)
class Medicine:
    """What one person takes at the start, and how the order in the file reads."""

    product: str
    rxcui: str
    display: str
    strengths: tuple[str, ...]
    doses: dict[str, str]
    order_has_dose: bool = True


@dataclass(frozen=True)
class Person:
    """One invented patient and the story of their months."""

    key: str
    given: str
    family: str
    born_on: date
    gender: str
    language: str
    story: str
    medicine: Medicine
    framework: str = "va-slowest"
    goal_words: str = ""
    milestones: tuple[str, str] = ("Walk to the shop", "Sleep through the night")
    conditions: tuple[tuple[str, str], ...] = (("278860009", "Chronic low back pain"),)
    egfr: str = "84"
    weeks: int = 16
    extra: dict[str, str] = field(default_factory=dict)


MORPHINE = "morphine ER tablet"
OXYCODONE = "oxycodone ER tablet 12 h"


def morphine(daily: tuple[str, str, str], *, order_has_dose: bool = True) -> Medicine:
    """Morphine extended release three times a day."""
    doses = {time: dose for time, dose in zip(("morning", "noon", "evening"), daily, strict=True) if dose != "0"}
    return Medicine(
        MORPHINE,
        "891881",
        "Morphine Sulfate 15 MG Extended Release Oral Tablet",
        ("15", "30", "60"),
        doses,
        order_has_dose,
    )


def oxycodone(each: str, *, order_has_dose: bool = True) -> Medicine:
    """Oxycodone extended release twice a day."""
    doses = {"morning": each, "evening": each}
    return Medicine(
        OXYCODONE,
        "1049502",
        "12 HR Oxycodone Hydrochloride 10 MG Extended Release Oral Tablet",
        ("10", "15", "20", "30", "40"),
        doses,
        order_has_dose,
    )


NAMED = (
    Person(
        "marisol",
        "Marisol",
        "Vega",
        date(1968, 3, 14),
        "female",
        "es",
        "smooth",
        morphine(("60", "60", "60")),
        goal_words="Quiero tener la mente clara para mis nietos y dejar de contar las horas.",
        milestones=("Ir al mercado dos veces por semana", "Volver al coro"),
        weeks=22,
    ),
    Person(
        "darnell",
        "Darnell",
        "Price",
        date(1975, 7, 2),
        "male",
        "en",
        "withdrawal_crisis",
        morphine(("60", "45", "60")),
        goal_words="Coach my son's team again without falling asleep on the bench.",
        milestones=("Stand through a whole match", "Drive to my brother's"),
        framework="va-slower",
        weeks=10,
    ),
    Person(
        "agnieszka",
        "Agnieszka",
        "Nowak",
        date(1962, 11, 20),
        "female",
        "en",
        "low_mood",
        oxycodone("40"),
        goal_words="Work in the garden in the morning.",
        milestones=("Plant the beans", "Visit Ewa"),
        weeks=14,
    ),
    Person(
        "samuel",
        "Samuel",
        "Adeyemi",
        date(1982, 1, 9),
        "male",
        "en",
        "running_out",
        oxycodone("30"),
        goal_words="Get back to half days at the workshop.",
        milestones=("Two hours at the bench", "Sleep six hours"),
        weeks=12,
    ),
    Person(
        "robert",
        "Robert",
        "Fine",
        date(1959, 5, 30),
        "male",
        "en",
        "silent",
        morphine(("30", "30", "30")),
        goal_words="Fish on Sundays.",
        milestones=("Walk to the lake", "Cook for friends"),
        framework="va-slower",
        weeks=12,
    ),
    Person(
        "georg",
        "Georg",
        "Huber",
        date(1953, 9, 17),
        "male",
        "en",
        "stalled",
        oxycodone("20"),
        goal_words="Stay in my own house.",
        milestones=("Climb the stairs twice a day", "Read again"),
        framework="va-slower",
        weeks=18,
    ),
    Person(
        "lien",
        "Lien",
        "Tran",
        date(1955, 12, 1),
        "female",
        "en",
        "kidney_disease",
        oxycodone("30"),
        goal_words="Be awake when the grandchildren come.",
        milestones=("Market on Saturday", "Tai chi once a week"),
        conditions=(("278860009", "Chronic low back pain"), ("433144002", "Chronic kidney disease stage 3")),
        egfr="41",
        weeks=12,
    ),
    Person(
        "amina",
        "Amina",
        "Yusuf",
        date(1986, 6, 25),
        "female",
        "en",
        "held_by_patient",
        morphine(("30", "15", "30")),
        goal_words="Carry my daughter up the stairs.",
        milestones=("Lift the laundry", "Swim again"),
        framework="va-slower",
        weeks=13,
    ),
    Person(
        "walter",
        "Walter",
        "Simmons",
        date(1949, 2, 11),
        "male",
        "en",
        "caregiver",
        morphine(("45", "30", "45")),
        goal_words="Drive to church again, if the doctor says so.",
        milestones=("Walk the dog", "Stay for the whole service"),
        framework="va-slower",
        weeks=14,
        extra={"caregiver": "Ruth Simmons"},
    ),
    Person(
        "chloe",
        "Chloe",
        "Martin",
        date(1979, 8, 8),
        "female",
        "en",
        "new_order_unknown",
        morphine(("30", "0", "30"), order_has_dose=False),
        goal_words="",
        weeks=1,
    ),
)

GIVEN = (
    "Ana",
    "Ben",
    "Carla",
    "Dev",
    "Elsa",
    "Farid",
    "Grace",
    "Hugo",
    "Ines",
    "Jonas",
    "Kemi",
    "Luis",
    "Maya",
    "Nils",
    "Olga",
)
FAMILY = (
    "Abbott",
    "Becker",
    "Cruz",
    "Diallo",
    "Evans",
    "Flores",
    "Gomez",
    "Hahn",
    "Ito",
    "Jensen",
    "Kaur",
    "Lopez",
    "Moss",
)
# The slowest pace needs a dose at which one smallest tablet is within its cap; below that the slower one does.
STARTS = (
    (morphine(("60", "60", "60")), "va-slowest"),
    (morphine(("45", "45", "45")), "va-slower"),
    (morphine(("30", "30", "30")), "va-slower"),
    (oxycodone("40"), "va-slowest"),
    (oxycodone("20"), "va-slower"),
)


def cast(patients: int, seed: int) -> list[Person]:
    """The first `patients` people: those with a name and a story, then smooth ones drawn by `seed`."""
    rng = random.Random(seed)
    return [*NAMED[:patients], *(_drawn(number, rng) for number in range(max(0, patients - len(NAMED))))]


def _drawn(number: int, rng: random.Random) -> Person:
    given, family = rng.choice(GIVEN), rng.choice(FAMILY)
    medicine, framework = rng.choice(STARTS)
    born = date(rng.randint(1945, 1992), rng.randint(1, 12), rng.randint(1, 28))
    return Person(
        key=f"person{number + 1}",
        given=given,
        family=family,
        born_on=born,
        gender=rng.choice(("female", "male")),
        language="es" if rng.random() < 0.2 else "en",
        story="smooth",
        medicine=medicine,
        framework=framework,
        goal_words="Do more of what I like, with less of the fog.",
        weeks=rng.randint(3, 9),
        egfr=str(rng.randint(62, 98)),
    )
