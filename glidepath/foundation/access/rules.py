"""The policy in words: every action, what it means, and which role may do it to whose record.

Deny by default: a role that a row does not name may not. To add an action, add one row to the part it belongs to
and put `@policy("your.action")` on the view. Relations are those of `relations.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from glidepath.foundation.access.relations import ANYONE, GRANT, OWN, SELF, TEAM, Relation
from glidepath.foundation.access.roles import CLINICAL_ROLES, SIGNED_IN_ROLES, Role


@dataclass(frozen=True)
class Rule:
    """One row. `fresh`: to send (not to read), the actor must have shown a second factor minutes ago."""

    action: str
    words: str
    roles: Mapping[Role, Relation]
    fresh: bool = False


def on_team(*roles: Role) -> dict[Role, Relation]:
    """These roles, for people whose care team they are on."""
    return dict.fromkeys(roles, TEAM)


def at_site(*roles: Role) -> dict[Role, Relation]:
    """These roles, for things of their clinic that concern no single person."""
    return dict.fromkeys(roles, ANYONE)


def own_account(*roles: Role) -> dict[Role, Relation]:
    """These roles, for their own account."""
    return dict.fromkeys(roles, SELF)


PATIENT, CAREGIVER = Role.PATIENT, Role.CAREGIVER
PRESCRIBER, PHARMACIST, NURSE = Role.PRESCRIBER, Role.PHARMACIST, Role.NURSE
ITSELF: Mapping[Role, Relation] = {PATIENT: OWN}
CLINICIANS = on_team(*CLINICAL_ROLES)
STAFF_AND_MANAGER = at_site(*CLINICAL_ROLES, Role.PROGRAMME_MANAGER)
EVERYBODY: Mapping[Role, Relation] = dict.fromkeys((*SIGNED_IN_ROLES, Role.ANONYMOUS), ANYONE)

DOORS = (
    Rule("front.door", "Come to the front door and be sent to the page of one's role.", EVERYBODY),
    Rule("help.read", "See whom to call when not safe. No sign-in needed.", EVERYBODY),
    Rule("offline.read", "Keep on a phone what works without a connection. It tells nothing of a person.", EVERYBODY),
    Rule("language.choose", "Choose the language of the pages.", EVERYBODY),
    Rule("theme.choose", "Choose light or dark pages.", EVERYBODY),
    Rule("demo.sign_in", "Follow a sign-in link of a demo clinic. It works only there.", EVERYBODY),
    Rule("gallery.read", "See the style gallery. It exists only in a demo clinic.", EVERYBODY),
    Rule("system.health", "Ask whether the server is up and ready. No health data in the answer.", EVERYBODY),
    Rule("system.metrics", "Read counters; the view itself asks for this machine or a token.", EVERYBODY),
    Rule("settings.self", "Change one's own language, theme and zone.", own_account(*SIGNED_IN_ROLES)),
)

NOTICES = (
    Rule("notice.shown", "Say that a notice was shown. Its own token proves it; no sign-in needed.", EVERYBODY),
    Rule("text.receive", "Hand in a text message as the clinic's gateway; its token proves it.", EVERYBODY),
    Rule(
        "ledger.read",
        "See who of the team was told, by which way and when.",
        STAFF_AND_MANAGER,
    ),
    Rule(
        "sms.loopback",
        "Read the text messages of a demo. The page exists only there.",
        STAFF_AND_MANAGER,
    ),
    Rule(
        "chain.read",
        "See whether the daily test of the alert chain arrived, and confirm one's own.",
        STAFF_AND_MANAGER,
    ),
)

PEOPLE = (
    Rule("patient.read", "See a person's page.", {**ITSELF, **CLINICIANS}),
    Rule("patient.list", "See the list of people one cares for.", CLINICIANS),
    Rule("board.read", "See the team board: alerts, late steps and reviews of people one cares for.", CLINICIANS),
    Rule("explanations.read", "See what may lie behind it when a person feels worse.", CLINICIANS),
    Rule("home.read", "See one's own Today and progress.", ITSELF),
    Rule("audit.mine", "See who has looked at one's record.", ITSELF),
    Rule("live.read", "Be told at once that something one may see has changed.", {**ITSELF, **CLINICIANS}),
)

INTAKE = (
    Rule("import.run", "Import records, and read the reports about one's own.", on_team(NURSE, PHARMACIST, PRESCRIBER)),
    Rule("medicines.read", "See what is ordered for a person and what is really taken.", CLINICIANS),
    Rule("sign_in.give", "Give a person a sign-in of their own.", on_team(NURSE, PRESCRIBER)),
    Rule("reconcile.write", "Settle what a person really takes.", on_team(PHARMACIST)),
    Rule(
        "medicine_change.write",
        "Write down that a person's medicine was started, stopped or changed in dose.",
        on_team(NURSE, PHARMACIST, PRESCRIBER),
    ),
    Rule("supply.read", "See what a person has at home, until when it lasts, and the next fills.", CLINICIANS),
    Rule("supply.count", "Write down what a person has counted at home.", on_team(NURSE, PHARMACIST, PRESCRIBER)),
    Rule("supply.tell", "Count one's own medicine, and see how long it lasts.", ITSELF),
    Rule("supply.dispense", "Write down what was handed out.", on_team(PHARMACIST)),
    Rule("supply.refill", "Write down when the next refill is.", on_team(NURSE, PHARMACIST, PRESCRIBER)),
    Rule("medicine_change.tell", "Tell that one started or stopped a medicine oneself.", ITSELF),
    Rule("medicine_name.settle", "Say what a medicine is that is not recognised.", on_team(PHARMACIST)),
    Rule("baseline.write", "Record where a person starts from.", {**ITSELF, **on_team(NURSE, PRESCRIBER)}),
)

PLANS = (
    Rule("plan.propose", "Build a plan and propose it.", on_team(PRESCRIBER)),
    Rule("plan.queue", "See the plans that wait for review or signature.", on_team(PHARMACIST, PRESCRIBER)),
    Rule("plan.review", "Approve a plan, or send it back with a reason.", on_team(PHARMACIST), fresh=True),
    Rule("plan.sign", "Sign a reviewed plan.", on_team(PRESCRIBER), fresh=True),
    Rule("plan.withdraw", "Take back a plan that does not run.", on_team(PRESCRIBER)),
    Rule(
        "plan.read",
        "See a plan; the person and a caregiver only once it is signed.",
        {**ITSELF, **CLINICIANS, CAREGIVER: GRANT("plan")},
    ),
    Rule(
        "plan.file",
        "Take a signed plan as a file with every answer it was computed from.",
        {**ITSELF, **CLINICIANS},
    ),
    Rule("plan.consent", "Agree to a plan or step, or decline.", ITSELF),
    Rule("step.release", "Let the next step begin.", on_team(PRESCRIBER)),
    Rule("plan.hold", "Stay at the present dose.", {**ITSELF, **on_team(PRESCRIBER, NURSE, PHARMACIST)}),
    Rule("dose.read", "Say that one has read one's new dose.", ITSELF),
    Rule(
        "dose.read_together",
        "Say that a new dose was read together with the person.",
        on_team(PRESCRIBER, NURSE, PHARMACIST),
    ),
    Rule("plan.resume", "Go on after a hold.", on_team(PRESCRIBER)),
)

DAILY = (
    Rule("lesson.take", "Take a lesson and show that it was understood.", ITSELF),
    Rule(
        "checkin.write",
        "Write a check-in: the person, a nurse on the phone, or a caregiver who was let in.",
        {**ITSELF, **on_team(NURSE), CAREGIVER: GRANT("checkin")},
    ),
    Rule("checkin.choose_days", "Choose the days of one's own check-in, and the hour of a reminder.", ITSELF),
    Rule(
        "texts.take_off",
        "See whether a person's phone is joined, and take a lost one off text messages.",
        on_team(PRESCRIBER, PHARMACIST, NURSE),
    ),
    Rule("zone.choose", "Say which time zone one lives in now.", ITSELF),
    Rule("zone.set", "Set a person's time zone, as they told it.", on_team(PRESCRIBER, PHARMACIST, NURSE)),
    Rule("scale.write", "Answer a questionnaire, or enter a person's answers.", {**ITSELF, **CLINICIANS}),
    Rule(
        "screen.write",
        "Record the result of a suicide-risk screen.",
        on_team(PRESCRIBER, NURSE, Role.PSYCHOLOGIST, Role.SPECIALIST),
    ),
    Rule("vitals.write", "Enter blood pressure, pulse, oxygen and weight.", {**ITSELF, **CLINICIANS}),
    Rule("movement.write", "Enter gait and range of motion.", on_team(Role.PHYSICAL_THERAPIST, PRESCRIBER)),
    Rule(
        "result.write",
        "Enter kidney function and QTc time out of a report.",
        on_team(PRESCRIBER, PHARMACIST, NURSE, Role.SPECIALIST, Role.PRIMARY_CARE),
    ),
    Rule(
        "pain.tell",
        "Say whether touch hurts, where pain is new, and whether an injury or illness explains it.",
        {**ITSELF, **CLINICIANS},
    ),
    Rule("cows.write", "Score withdrawal with a person in view.", CLINICIANS),
    Rule("wearable.read", "See what devices told, and the files it came in.", {**ITSELF, **CLINICIANS}),
    Rule(
        "wearable.send",
        "Send a file of a device, take it back, and say which devices count.",
        {**ITSELF, **on_team(NURSE, PRESCRIBER, Role.PHYSICAL_THERAPIST)},
    ),
    Rule(
        "answers.correct",
        "Correct an answer or a value that was entered wrongly; each value by whoever may enter it.",
        CLINICIANS,
    ),
    Rule("answers.read", "See what was answered, by whom and when.", CLINICIANS),
)

ALERTS = (
    Rule("alert.read", "See an alert with its reason and source.", CLINICIANS),
    Rule("alert.acknowledge", "Take an alert on.", CLINICIANS),
    Rule("alert.resolve", "Close one alert with what was done.", CLINICIANS),
    Rule("alert.snooze", "Set one alert aside for a while, with a reason; never a RED one.", CLINICIANS),
    Rule("dose.let_stand", "Let the present dose stand again after signs of an overdose.", on_team(PRESCRIBER)),
    Rule("help.call_me", "Ask the team to call.", ITSELF),
    Rule(
        "rule.read",
        "See what a rule needs, where it comes from and what is not known about it.",
        at_site(*CLINICAL_ROLES, Role.PROGRAMME_MANAGER, Role.AUDITOR),
    ),
)

ROTA = (
    *NOTICES,
    Rule("rota.read", "See who is on call, and when nobody is.", STAFF_AND_MANAGER),
    Rule("rota.plan", "Put people on call, and take them off.", at_site(Role.PROGRAMME_MANAGER)),
    Rule("hand_over.write", "Tell the next person on call what they must know.", own_account(*CLINICAL_ROLES)),
)

QUESTIONNAIRES = (
    Rule(
        "scale.list",
        "See which questionnaires the clinic may use, and take one as a file.",
        at_site(*CLINICAL_ROLES, Role.PROGRAMME_MANAGER),
    ),
    Rule(
        "scale_permission.write",
        "Record or end the permission for a questionnaire.",
        at_site(Role.PROGRAMME_MANAGER),
        fresh=True,
    ),
)

LIMITS = (
    Rule(
        "limits.read",
        "See the thresholds of the rules, and who changed them when and why.",
        at_site(*CLINICAL_ROLES, Role.PROGRAMME_MANAGER, Role.AUDITOR),
    ),
    Rule("limits.change", "Set a threshold for the clinic, and say why.", at_site(Role.PROGRAMME_MANAGER), fresh=True),
)

VISITS = (Rule("visit.book", "Offer or book a visit.", CLINICIANS),)


def table(*parts: Iterable[Rule]) -> dict[str, Rule]:
    """All rows by action. Raises ValueError when an action stands twice."""
    rows: dict[str, Rule] = {}
    for rule in (rule for part in parts for rule in part):
        if rule.action in rows:
            raise ValueError(f"The action {rule.action} has two rows")
        rows[rule.action] = rule
    return rows


RULES: Mapping[str, Rule] = table(DOORS, PEOPLE, INTAKE, PLANS, DAILY, QUESTIONNAIRES, ALERTS, LIMITS, ROTA, VISITS)
