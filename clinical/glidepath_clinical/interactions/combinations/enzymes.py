"""Inhibitors and inducers of the enzymes that break down codeine, tramadol, oxycodone, fentanyl and others.

Stopping one is as dangerous as starting it: a stopped inducer (or CYP2D6 inhibitor) raises what the same dose does.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.interactions.combination import Combination, orange, yellow
from glidepath_clinical.interactions.conditions import Takes

ROWS: Final = (
    Combination(
        id="I10",
        title="Tramadol with a CYP2D6 inhibitor",
        a=Takes("tramadol"),
        b=Takes("cyp2d6_inhibitor"),
        together=yellow("less pain relief, withdrawal, seizure, serotonin syndrome: follow closely"),
        started=orange("withdrawal may follow and look like withdrawal from the taper; seizure, serotonin syndrome"),
        b_stopped=orange("the active part of tramadol rises: breathing may slow, even deadly; consider less tramadol"),
        holds_a_step=True,
    ),
    Combination(
        id="I11",
        title="Codeine with a CYP2D6 inhibitor",
        a=Takes("codeine"),
        b=Takes("cyp2d6_inhibitor"),
        together=yellow("less morphine is made: loss of effect, withdrawal; choose another"),
        started=yellow("less morphine is made: loss of effect, withdrawal; choose another"),
        b_stopped=yellow("more morphine is made when the inhibitor stops: sleepiness, slow breathing"),
    ),
    Combination(
        id="I12",
        title="Hydrocodone with a CYP2D6 inhibitor",
        a=Takes("hydrocodone"),
        b=Takes("cyp2d6_inhibitor"),
        together=yellow("less effect: watch"),
        started=yellow("less effect: watch"),
        b_stopped=yellow("more effect when the inhibitor stops: watch for sleepiness"),
    ),
    Combination(
        id="I13",
        title="Oxycodone with a CYP3A4 inhibitor",
        a=Takes("oxycodone"),
        b=Takes("cyp3a4_inhibitor"),
        together=yellow("boxed warning: more oxycodone, slowed breathing; reduce and watch"),
        started=orange("boxed warning: more oxycodone, slowed breathing; hold the step, look for sleepiness on day 3"),
        b_stopped=orange("the level falls when the inhibitor stops: withdrawal or pain during the taper"),
        holds_a_step=True,
    ),
    Combination(
        id="I14",
        title="Oxycodone with a CYP3A4 inducer",
        a=Takes("oxycodone"),
        b=Takes("cyp3a4_inducer"),
        together=yellow("lower level, withdrawal: the dose may need a change; never stop the inducer unnoticed"),
        started=orange("withdrawal after 1 to 2 weeks"),
        b_stopped=orange(
            "the same dose becomes stronger over about 2 weeks, breathing may slow; lower the opioid or wait"
        ),
        holds_a_step=True,
    ),
    Combination(
        id="I15",
        title="Fentanyl patch with a CYP3A4 inhibitor",
        a=Takes("fentanyl", patch=True),
        b=Takes("cyp3a4_inhibitor"),
        together=yellow("boxed warning: overdose; avoid or reduce"),
        started=orange("boxed warning: overdose; avoid or reduce"),
        b_stopped=yellow("the level falls when the inhibitor stops: withdrawal or pain"),
    ),
    Combination(
        id="I16",
        title="Fentanyl with a CYP3A4 inducer",
        a=Takes("fentanyl"),
        b=Takes("cyp3a4_inducer"),
        together=yellow("lower level: withdrawal"),
        started=yellow("lower level: withdrawal"),
        b_stopped=orange("the level rises when the inducer stops: breathing may slow"),
    ),
    Combination(
        id="I23",
        title="Buprenorphine with a CYP3A4 inhibitor or inducer",
        a=Takes("buprenorphine"),
        b=Takes("cyp3a4_inhibitor", "cyp3a4_inducer"),
        together=yellow("an inhibitor raises the level, an inducer lowers it: watch"),
        started=yellow("an inhibitor raises the level, an inducer brings withdrawal: watch"),
        b_stopped=yellow("the level rises when an inducer stops, and falls when an inhibitor stops: watch"),
    ),
    Combination(
        id="I37",
        title="Carbamazepine with tramadol",
        a=Takes("tramadol"),
        b=Takes("carbamazepine"),
        together=yellow("not recommended: loss of effect, seizure"),
        started=orange("not recommended: loss of effect, seizure"),
        b_stopped=orange("tramadol rises when carbamazepine stops: seizure, slow breathing"),
        holds_a_step=True,
    ),
    Combination(
        id="I50",
        title="Opioid with an antiretroviral",
        a=Takes("opioid"),
        b=Takes("antiretroviral"),
        together=yellow("oxycodone and fentanyl rise, methadone falls: ask a pharmacist"),
        started=yellow("oxycodone and fentanyl rise, methadone falls: sleepiness or withdrawal; ask a pharmacist"),
        b_stopped=yellow("the reverse follows when it stops: ask a pharmacist"),
    ),
)
