"""What was measured, in words: names, units, joints and movements."""

from __future__ import annotations

from django.utils.translation import gettext as _

from glidepath.care.checkins.pain_form import REGION_WORDS
from glidepath.record.observations.codes import ALLODYNIA, NEW_INJURY_OR_ILLNESS, NEW_PAIN_REGIONS, SIDES
from glidepath.record.observations.models import Observation


def measure_words(name: str) -> str:
    """The name of a measure or a joint in words."""
    if name.startswith("rom_"):
        return _motion_words(name.removeprefix("rom_"))
    words = {
        "systolic": _("Blood pressure, upper number"),
        "diastolic": _("Blood pressure, lower number"),
        "heart_rate": _("Pulse"),
        "oxygen_saturation": _("Oxygen saturation"),
        "respiratory_rate": _("Breaths"),
        "body_temperature": _("Temperature"),
        "body_weight": _("Weight"),
        "egfr": _("Kidney function (eGFR)"),
        "qtc": _("QTc time"),
        "timed_up_and_go": _("Timed up and go"),
        "chair_stands_30_s": _("Standing up from a chair in 30 seconds"),
        **_joints(),
    }
    return words.get(name, name.replace("_", " "))


def _joints() -> dict[str, str]:
    return {
        "neck": _("Neck"),
        "back": _("Back"),
        "shoulder": _("Shoulder"),
        "elbow": _("Elbow"),
        "wrist": _("Wrist"),
        "hip": _("Hip"),
        "knee": _("Knee"),
        "ankle": _("Ankle"),
    }


def _motion_words(rest: str) -> str:
    joint, _sep, movement = rest.partition("_")
    side = next((one for one in SIDES if movement.endswith(f"_{one}") and not movement.startswith("rotation")), "")
    movement = movement.removesuffix(f"_{side}") if side else movement
    moves = {
        "flexion": _("flexion"),
        "extension": _("extension"),
        "abduction": _("abduction"),
        "external_rotation": _("external rotation"),
        "dorsiflexion": _("dorsiflexion"),
        "plantar_flexion": _("plantar flexion"),
        "rotation_left": _("rotation to the left"),
        "rotation_right": _("rotation to the right"),
    }
    sides = {"left": _("left"), "right": _("right")}
    parts = [_joints()[joint], moves[movement], *([sides[side]] if side else [])]
    return ", ".join(parts)


def unit_words(unit: str) -> str:
    """A UCUM unit as people read it."""
    words = {
        "mm[Hg]": _("mmHg"),
        "/min": _("per minute"),
        "%": _("per cent"),
        "Cel": _("degrees Celsius"),
        "kg": _("kg"),
        "s": _("seconds"),
        "{count}": _("times"),
        "deg": _("degrees"),
        "ms": _("milliseconds"),
        "mL/min/{1.73_m2}": _("mL/min per 1.73 m²"),
    }
    return words.get(unit, unit)


def pain_words(row: Observation) -> tuple[str, str]:
    """An answer about pain that has changed: the question and the answer, each in a few words."""
    questions = {
        ALLODYNIA: _("Light touch hurts"),
        NEW_PAIN_REGIONS: _("New places that hurt"),
        NEW_INJURY_OR_ILLNESS: _("New injury or illness"),
    }
    if row.code != NEW_PAIN_REGIONS:
        return questions[row.code], _("Yes") if row.value_text == "yes" else _("No")
    places = [str(REGION_WORDS.get(one, one)) for one in row.value_text.split(",") if one]
    return questions[row.code], ", ".join(places) or _("None")
