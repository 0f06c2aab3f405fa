"""Methadone: what changes its level, and what lengthens the QT time with it. Loperamide in high dose is like it."""

from __future__ import annotations

from typing import Final

from glidepath_clinical.interactions.combination import Combination, orange, yellow
from glidepath_clinical.interactions.conditions import Number, Takes

_QTC_TOO_LONG = (
    Number("qtc", "above", "interaction_qtc_above", "interaction_qtc_valid_days"),
    orange("the QTc time is above the limit: avoid"),
)

ROWS: Final = (
    Combination(
        id="I17",
        title="Methadone with an inhibitor of its enzymes",
        a=Takes("methadone"),
        b=Takes("methadone_inhibitor", "cyp3a4_inhibitor", "ssri"),
        together=yellow("more methadone, longer QT time: ECG"),
        started=orange("more methadone, longer QT time: ECG; allow 5 to 7 days before any step"),
        b_stopped=orange("the level falls when the inhibitor stops: withdrawal"),
        holds_a_step=True,
        graver=(_QTC_TOO_LONG,),
    ),
    Combination(
        id="I18",
        title="Methadone with an inducer of its enzymes",
        a=Takes("methadone"),
        b=Takes("methadone_inducer", "cyp3a4_inducer"),
        together=yellow("less methadone: the dose may need a change; never stop the inducer unnoticed"),
        started=orange("withdrawal within days"),
        b_stopped=orange(
            "the level rises over 2 to 4 weeks: arrhythmia, slow breathing; no methadone step while the inducer stops"
        ),
        days=28,
        holds_a_step=True,
    ),
    Combination(
        id="I19",
        title="Methadone with a medicine that lengthens the QT time",
        a=Takes("methadone"),
        b=Takes("qt_drug"),
        together=yellow("arrhythmia (torsades): ECG; many medicines against withdrawal are of this kind"),
        started=orange("arrhythmia (torsades): ECG within 2 to 4 weeks; avoid above a QTc of 500 ms"),
        graver=(_QTC_TOO_LONG,),
    ),
    Combination(
        id="I49",
        title="Loperamide with an inhibitor of its transport, methadone or a QT medicine",
        a=Takes("loperamide"),
        b=Takes("cyp3a4_inhibitor", "p_gp_inhibitor", "methadone", "qt_drug"),
        together=yellow("arrhythmia (torsades): no more than 16 mg a day"),
        started=yellow("arrhythmia (torsades): no more than 16 mg a day"),
        graver=(_QTC_TOO_LONG,),
    ),
)
