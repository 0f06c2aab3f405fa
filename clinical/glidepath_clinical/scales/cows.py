"""COWS: the Clinical Opiate Withdrawal Scale, eleven signs rated by a clinician. It has no LOINC codes."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from .scale import Answer, Band, Item, Licence, Scale, Scoring


def _item(code: str, text: str, answers: dict[int, str]) -> Item:
    rated = tuple(Answer(value, None, {"en": words, "es": None}) for value, words in answers.items())
    return Item(f"cows_{code}", {"en": text, "es": None}, None, rated)


_ITEMS: Final = (
    _item(
        "pulse",
        "Resting pulse rate: measured after patient is sitting or lying for one minute",
        {
            0: "Pulse rate 80 or below",
            1: "Pulse rate 81-100",
            2: "Pulse rate 101-120",
            4: "Pulse rate greater than 120",
        },
    ),
    _item(
        "sweating",
        "Sweating: over past half hour not accounted for by room temperature or patient activity",
        {
            0: "No report of chills or flushing",
            1: "Subjective report of chills or flushing",
            2: "Flushed or observable moistness on face",
            3: "Beads of sweat on brow or face",
            4: "Sweat streaming off face",
        },
    ),
    _item(
        "restlessness",
        "Restlessness: observation during assessment",
        {
            0: "Able to sit still",
            1: "Reports difficulty sitting still, but is able to do so",
            3: "Frequent shifting or extraneous movements of legs/arms",
            5: "Unable to sit still for more than a few seconds",
        },
    ),
    _item(
        "pupils",
        "Pupil size",
        {
            0: "Pupils pinned or normal size for room light",
            1: "Pupils possibly larger than normal for room light",
            2: "Pupils moderately dilated",
            5: "Pupils so dilated that only the rim of the iris is visible",
        },
    ),
    _item(
        "aches",
        "Bone or joint aches: if patient was having pain previously, only the additional component attributed to "
        "opiates withdrawal is scored",
        {
            0: "Not present",
            1: "Mild diffuse discomfort",
            2: "Patient reports severe diffuse aching of joints/muscles",
            4: "Patient is rubbing joints or muscles and is unable to sit still because of discomfort",
        },
    ),
    _item(
        "nose_tearing",
        "Runny nose or tearing: not accounted for by cold symptoms or allergies",
        {
            0: "Not present",
            1: "Nasal stuffiness or unusually moist eyes",
            2: "Nose running or tearing",
            4: "Nose constantly running or tears streaming down cheeks",
        },
    ),
    _item(
        "gi_upset",
        "GI upset: over last half hour",
        {
            0: "No GI symptoms",
            1: "Stomach cramps",
            2: "Nausea or loose stool",
            3: "Vomiting or diarrhea",
            5: "Multiple episodes of diarrhea or vomiting",
        },
    ),
    _item(
        "tremor",
        "Tremor: observation of outstretched hands",
        {
            0: "No tremor",
            1: "Tremor can be felt, but not observed",
            2: "Slight tremor observable",
            4: "Gross tremor or muscle twitching",
        },
    ),
    _item(
        "yawning",
        "Yawning: observation during assessment",
        {
            0: "No yawning",
            1: "Yawning once or twice during assessment",
            2: "Yawning three or more times during assessment",
            4: "Yawning several times/minute",
        },
    ),
    _item(
        "anxiety",
        "Anxiety or irritability",
        {
            0: "None",
            1: "Patient reports increasing irritability or anxiousness",
            2: "Patient obviously irritable or anxious",
            4: "Patient so irritable or anxious that participation in the assessment is difficult",
        },
    ),
    _item(
        "gooseflesh",
        "Gooseflesh skin",
        {
            0: "Skin is smooth",
            3: "Piloerection of skin can be felt or hairs standing up on arms",
            5: "Prominent piloerection",
        },
    ),
)

COWS: Final = Scale(
    id="cows",
    title="COWS (Clinical Opiate Withdrawal Scale)",
    stem={
        "en": "For each item, choose the number that best describes the patient's signs or symptom. Rate on just the "
        "apparent relationship to opiate withdrawal.",
        "es": None,
    },
    items=_ITEMS,
    recall="now and the last half hour",
    scoring=Scoring.SUM,
    highest=48,
    bands=(
        Band(Fraction(5), "mild", "S"),
        Band(Fraction(13), "moderate", "S"),
        Band(Fraction(25), "moderately severe", "S"),
        Band(Fraction(37), "severe", "S"),
    ),
    licence=Licence(
        "Wesson and Ling, Journal of Psychoactive Drugs 2003",
        "the authors describe it as a template that can be copied and used clinically",
        "S",
    ),
    loinc_panel=None,
    loinc_total=None,
    source="Wesson and Ling 2003; also printed in SAMHSA TIP 63 material (NBK64244)",
    mark="S",
    completed_by="clinician",
    cites=("cows-2003",),
)
