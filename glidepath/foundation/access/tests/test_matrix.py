"""The page of who may do what, kept by hand beside the rules: whoever changes one must change the other."""

from __future__ import annotations

from pathlib import Path

from glidepath.foundation import access
from glidepath.foundation.access import Role
from glidepath.foundation.access.rules import RULES, Rule

PAGE = Path(access.__file__).parent / "matrix.md"
COLUMNS = {
    "patient": Role.PATIENT,
    "carer": Role.CAREGIVER,
    "prescr.": Role.PRESCRIBER,
    "pharm.": Role.PHARMACIST,
    "physio": Role.PHYSICAL_THERAPIST,
    "psych.": Role.PSYCHOLOGIST,
    "nurse": Role.NURSE,
    "spec.": Role.SPECIALIST,
    "prim.": Role.PRIMARY_CARE,
    "peer lead": Role.PEER_FACILITATOR,
    "peer": Role.PEER_MEMBER,
    "manager": Role.PROGRAMME_MANAGER,
    "auditor": Role.AUDITOR,
    "interpr.": Role.INTERPRETER,
    "api": Role.API_CLIENT,
    "stranger": Role.ANONYMOUS,
}
HEAD = """# Who may do what

One line for each action of `rules.py`; a test compares the two, so that no right comes or goes unseen.
`own`: their own record. `team`: people whose care team they are on. `anyone`: concerns no person, within their clinic.
`self`: their own account. `grant`: what the person granted. `-`: may not. `fresh`: a second factor shown minutes ago.

"""


def cell(rule: Rule, role: Role) -> str:
    relation = rule.roles.get(role)
    if relation is None:
        return "-"
    category = getattr(relation, "category", "")
    return f"{relation.name} {category}".strip()


def line(rule: Rule) -> str:
    cells = [cell(rule, role) for role in COLUMNS.values()]
    return "| " + " | ".join([rule.action, *cells, "fresh" if rule.fresh else ""]) + " |"


def page() -> str:
    """The page as the rules would have it."""
    head = "| " + " | ".join(["action", *COLUMNS, ""]) + " |"
    rows = [line(RULES[action]) for action in sorted(RULES)]
    return HEAD + "\n".join([head, "|---" * (len(COLUMNS) + 2) + "|", *rows]) + "\n"


def written() -> set[str]:
    """The lines of actions on the page."""
    found = {text for text in PAGE.read_text(encoding="utf-8").splitlines() if text.startswith("| ")}
    return {text for text in found if not text.startswith("| action ")}


def test_the_page_and_the_rules_say_the_same():
    wanted = {line(rule) for rule in RULES.values()}
    gone, new = written() - wanted, wanted - written()
    assert not gone, "No rule says this any more; take it off matrix.md:\n" + "\n".join(sorted(gone))
    assert not new, "Write this on matrix.md, if it is meant:\n" + "\n".join(sorted(new))


def test_the_page_has_a_column_for_every_role_but_the_products_own():
    assert set(COLUMNS.values()) == set(Role) - {Role.SYSTEM}
    assert not any(Role.SYSTEM in rule.roles for rule in RULES.values())
