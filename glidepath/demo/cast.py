"""The invented people of the demo clinic. Ten have a story by name; the others go smoothly, each in their way."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from glidepath.demo.named import NAMED
from glidepath.demo.person import Person, morphine, oxycodone
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
    StaffMember("manager", "Rowan Bellamy", Role.PROGRAMME_MANAGER),
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

WORDS_IN_SPANISH: dict[str, Any] = {
    "goal_words": "Hacer más de lo que me gusta, con la mente más clara.",
    "milestones": ("Caminar hasta la tienda", "Dormir toda la noche"),
}


def cast(patients: int, seed: int) -> list[Person]:
    """The first `patients` people: those with a name and a story, then smooth ones drawn by `seed`."""
    rng = random.Random(seed)
    return [*NAMED[:patients], *(_drawn(number, rng) for number in range(max(0, patients - len(NAMED))))]


def _drawn(number: int, rng: random.Random) -> Person:
    given, family = rng.choice(GIVEN), rng.choice(FAMILY)
    medicine, framework = rng.choice(STARTS)
    born = date(rng.randint(1945, 1992), rng.randint(1, 12), rng.randint(1, 28))
    person = Person(
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
    return replace(person, **WORDS_IN_SPANISH) if person.language == "es" else person
