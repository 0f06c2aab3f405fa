"""Medicines that push an opioid off its receptor and bring on withdrawal at once."""

from __future__ import annotations

from typing import Final

from glidepath_clinical.interactions.combination import Combination, orange, yellow
from glidepath_clinical.interactions.conditions import Takes

ROWS: Final = (
    Combination(
        id="I20",
        title="Buprenorphine with a full agonist opioid",
        a=Takes("buprenorphine"),
        b=Takes("full_agonist_opioid"),
        together=yellow("buprenorphine blocks the other opioid: only as part of a rotation protocol"),
        started=orange("sudden withdrawal: wait for withdrawal or start with very low doses, by a rotation protocol"),
    ),
    Combination(
        id="I21",
        title="Opioid with an opioid antagonist",
        a=Takes("opioid"),
        b=Takes("opioid_antagonist"),
        together=orange("contraindicated: sudden severe withdrawal; opioid-free 7 to 14 days first"),
        started=orange("contraindicated: sudden severe withdrawal; opioid-free 7 to 14 days first"),
        b_stopped=orange("tolerance is lost after naltrexone: an earlier dose can be an overdose"),
        washout=True,
    ),
    Combination(
        id="I22",
        title="Full agonist opioid with butorphanol, nalbuphine or pentazocine",
        a=Takes("full_agonist_opioid"),
        b=Takes("mixed_agonist"),
        together=orange("contraindicated: sudden withdrawal"),
        started=orange("contraindicated: sudden withdrawal"),
    ),
)
