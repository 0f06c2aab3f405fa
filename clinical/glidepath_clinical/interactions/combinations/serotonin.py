"""Combinations that raise serotonin, make seizures likelier, or bring on withdrawal of an antidepressant."""

from __future__ import annotations

from typing import Final

from glidepath_clinical.interactions.combination import Combination, orange, yellow
from glidepath_clinical.interactions.conditions import Number, Takes

_QTC = Number("qtc", "above", "interaction_qtc_above", "interaction_qtc_valid_days")

ROWS: Final = (
    Combination(
        id="I06",
        title="Tramadol with an MAO inhibitor",
        a=Takes("tramadol"),
        b=Takes("maoi"),
        together=orange("contraindicated within 14 days: serotonin syndrome, seizure"),
        started=orange("contraindicated within 14 days: serotonin syndrome, seizure"),
        washout=True,
    ),
    Combination(
        id="I07",
        title="Meperidine with an MAO inhibitor",
        a=Takes("meperidine"),
        b=Takes("maoi"),
        together=orange("contraindicated within 14 days: severe or deadly reaction"),
        started=orange("contraindicated within 14 days: severe or deadly reaction"),
        washout=True,
    ),
    Combination(
        id="I08",
        title="Another opioid with an MAO inhibitor",
        a=Takes("opioid_dangerous_with_maoi"),
        b=Takes("maoi"),
        together=orange("avoid within 14 days: crisis of blood pressure, stronger opioid effect"),
        started=orange("avoid within 14 days: crisis of blood pressure, stronger opioid effect"),
        washout=True,
    ),
    Combination(
        id="I09",
        title="Tramadol with a medicine that raises serotonin",
        a=Takes("tramadol"),
        b=Takes("ssri", "snri", "tca", "triptan", "mirtazapine", "trazodone", "buspirone"),
        together=yellow("serotonin syndrome, seizure: watch, no high dose"),
        started=yellow("serotonin syndrome, seizure: watch for 2 weeks"),
        b_stopped=yellow("a stopped SSRI can raise the active part of tramadol; see the rule on CYP2D6 inhibitors"),
    ),
    Combination(
        id="I35",
        title="Duloxetine or venlafaxine with tramadol, tapentadol or methadone",
        a=Takes("duloxetine", "venlafaxine"),
        b=Takes("tramadol", "tapentadol", "methadone"),
        together=yellow("serotonin syndrome: watch"),
        started=yellow("serotonin syndrome: watch"),
        a_stopped=yellow("symptoms after stopping an SNRI look like opioid withdrawal; do not lower both at once"),
        holds_a_step=True,
    ),
    Combination(
        id="I36",
        title="Tricyclic with tramadol, an SSRI, an anticholinergic or methadone",
        a=Takes("tca"),
        b=Takes("tramadol", "ssri", "anticholinergic", "methadone"),
        together=yellow("seizure, QT time, anticholinergic effects: ECG above 50 years"),
        started=yellow("seizure, QT time, anticholinergic effects: ECG above 50 years"),
        a_stopped=yellow("nausea, cramps and sleeplessness may follow a stopped tricyclic and look like withdrawal"),
        graver=((_QTC, orange("the QTc time is above the limit")),),
    ),
    Combination(
        id="I48",
        title="Dextromethorphan with an SSRI, SNRI, tramadol or methadone",
        a=Takes("dextromethorphan"),
        b=Takes("ssri", "snri", "tramadol", "methadone"),
        together=yellow("serotonin syndrome: ask about cold remedies bought without a prescription"),
        started=yellow("serotonin syndrome: ask about cold remedies bought without a prescription"),
    ),
)
