"""What each route should answer, worked out from the policy, and the page `matrix.md` that a person signs.

The page is kept by hand. When it and the policy differ, the test prints the lines to add or to take off; each of
them is a right that comes or goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from glidepath.foundation.access import CLINICAL_ROLES, SIGNED_IN_ROLES, Role
from glidepath.foundation.access.foreign_routes import FOREIGN_ROUTES, Door
from glidepath.foundation.access.routes import Route
from glidepath.foundation.access.rules import RULES, Rule
from tests.access.asking import HOME, NOT_THERE, OPENS, OWN_ACCOUNT, REFUSED, SIGN_IN, names_an_object, ours

PAGE = Path(__file__).parent / "matrix.md"
ROLES = (*SIGNED_IN_ROLES, Role.ANONYMOUS)
NO_OBJECT = "-"
STAFF_AND_CAREGIVER = tuple(role for role in ROLES if role not in (Role.PATIENT, Role.ANONYMOUS))
# The person's own pages carry no id: whoever else may do the same has an address of their own for it.
OTHERWISE: Mapping[str, tuple[str, tuple[Role, ...]]] = {
    "wearables:my_devices": (NOT_THERE, STAFF_AND_CAREGIVER),
    "wearables:my_send": (NOT_THERE, STAFF_AND_CAREGIVER),
    "wearables:my_link": (NOT_THERE, STAFF_AND_CAREGIVER),
    "wearables:my_stop": (NOT_THERE, STAFF_AND_CAREGIVER),
    "checkins:daily": (NOT_THERE, STAFF_AND_CAREGIVER),
    "checkins:scale": (NOT_THERE, STAFF_AND_CAREGIVER),
    "text_messages:mine": (NOT_THERE, STAFF_AND_CAREGIVER),
    "offline:waiting": (NOT_THERE, STAFF_AND_CAREGIVER),
    "checkins:vitals": (NOT_THERE, STAFF_AND_CAREGIVER),
    "checkins:my_pain": (NOT_THERE, STAFF_AND_CAREGIVER),
    "intake:my_baseline": (NOT_THERE, STAFF_AND_CAREGIVER),
    "intake:my_part": (NOT_THERE, STAFF_AND_CAREGIVER),
    "tapering:my_plan": (HOME, tuple(role for role in STAFF_AND_CAREGIVER if role is not Role.CAREGIVER)),
    "tapering:pause": (HOME, STAFF_AND_CAREGIVER),
    # Only a demo clinic has these.
    "accounts:demo_sign_in": (NOT_THERE, ROLES),
    "pieces:gallery": (NOT_THERE, ROLES),
    "notify:loopback": (NOT_THERE, ROLES),
    "text_messages:loopback": (NOT_THERE, ROLES),
    "text_messages:incoming": (REFUSED, ROLES),  # only the clinic's gateway comes in, by its token
    # The way in from a notice is there for the person who was told and nobody else.
    "notify:opened": (NOT_THERE, SIGNED_IN_ROLES),
    # The front door leads a stranger to the sign-in.
    "home": (SIGN_IN, (Role.ANONYMOUS,)),
}

# What the sign-in library's doors say to members and to strangers.
DOORS = {
    Door.OPEN: (OPENS, OPENS),
    Door.SIGNED_IN: (OWN_ACCOUNT, SIGN_IN),
    Door.CLOSED: (NOT_THERE, NOT_THERE),
}

GROUPS: Mapping[frozenset[Role], str] = {
    frozenset(ROLES): "everybody",
    frozenset(SIGNED_IN_ROLES): "everybody signed in",
    frozenset(CLINICAL_ROLES): "the seven clinical roles",
    frozenset({Role.ANONYMOUS}): "a stranger",
}


@dataclass(frozen=True)
class Line:
    """One line of the page."""

    route: str
    action: str
    roles: tuple[Role, ...]
    own: str
    foreign: str

    def text(self) -> str:
        """As it stands on the page."""
        return f"| {self.route} | {self.action} | {self._names()} | {self.own} | {self.foreign} |"

    def _names(self) -> str:
        if self.own == REFUSED:
            return "all other roles"
        listed = ", ".join(role.value.replace("_", " ") for role in self.roles)
        return GROUPS.get(frozenset(self.roles), listed)


def outcome(route: Route, role: Role, rules: Mapping[str, Rule] = RULES) -> tuple[str, str]:
    """What a role meets at a route: with an object within its relation, and with a foreign one."""
    rule = rules.get(str(route.action))
    if rule is None or role not in rule.roles:
        word = SIGN_IN if role is Role.ANONYMOUS else REFUSED
        return word, word if names_an_object(route) else NO_OBJECT
    other, whom = OTHERWISE.get(route.name, (OPENS, ()))
    return other if role in whom else OPENS, NOT_THERE if names_an_object(route) else NO_OBJECT


def relation_of(rule: Rule | None, role: Role) -> str:
    """The relation by which a role may, with its category."""
    relation = rule.roles.get(role) if rule else None
    return f"{relation.name} {getattr(relation, 'category', '')}".strip() if relation else ""


def lines(rules: Mapping[str, Rule] = RULES) -> Iterator[Line]:
    """Every line: for each route the roles that meet the same."""
    for route in ours():
        found: dict[tuple[str, str, str], list[Role]] = {}
        for role in ROLES:
            relation = relation_of(rules.get(str(route.action)), role)
            found.setdefault((*outcome(route, role, rules), relation), []).append(role)
        for (own, foreign, relation), roles in found.items():
            yield Line(route.name, f"{route.action} {relation}".strip(), tuple(roles), own, foreign)
    yield from _foreign_routes()
    yield from _unused(rules)


def _foreign_routes() -> Iterator[Line]:
    """The sign-in library's own addresses."""
    for name, door in sorted(FOREIGN_ROUTES.items()):
        member, stranger = DOORS[door]
        yield Line(name, f"door: {door.name.lower().replace('_', ' ')}", SIGNED_IN_ROLES, member, NO_OBJECT)
        yield Line(name, f"door: {door.name.lower().replace('_', ' ')}", (Role.ANONYMOUS,), stranger, NO_OBJECT)


def _unused(rules: Mapping[str, Rule]) -> Iterator[Line]:
    """Actions that no route asks for, so that they do not come and go unseen."""
    asked = {route.action for route in ours()}
    for action, rule in rules.items():
        found: dict[str, list[Role]] = {}
        for role in rule.roles if action not in asked else ():
            found.setdefault(relation_of(rule, role), []).append(role)
        for relation, roles in found.items():
            yield Line("(no address)", f"{action} {relation}", tuple(roles), NO_OBJECT, NO_OBJECT)


HEAD = """# Who meets what at which address

One line for each address, action and group of roles. `own`: with a record within the relation named beside the
action (or, at an address that names no record, with nothing). `foreign`: with the record of a person of the same
clinic with another team, and of a person of another clinic. The tests in this folder compare this page with the
policy, and the running product with this page. It is changed by hand: whoever changes it, changes a right.

- opens: the page answers, or says what is wrong with the form.
- not there: 404, as for a record that nobody has. refused: 403. sign-in: led to the sign-in. led home: the page
  belongs to the person whose record it is. own account: about the reader's own sign-in alone. `-`: no record named.
- the seven clinical roles: prescriber, pharmacist, physical therapist, psychologist, nurse coordinator, specialist,
  primary care. All other roles: whoever signs in and is not on the lines above or below for that address.

Signed for release 0.1 by: ______________________ on: ____________

| address | action and relation | roles | own | foreign |
|---|---|---|---|---|
"""


def page(rules: Mapping[str, Rule] = RULES) -> str:
    """The whole page as the policy would have it."""
    return HEAD + "\n".join(line.text() for line in lines(rules)) + "\n"


def written() -> list[str]:
    """The lines that stand on the page."""
    kept = PAGE.read_text(encoding="utf-8").splitlines()
    return [text for text in kept if text.startswith("| ") and not text.startswith("| address ")]
