"""The When and Then of a rule, read from the docstring that opens its file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .rule import Rule


@dataclass(frozen=True)
class Header:
    """What the rule is about, when it speaks and what then happens, in plain words."""

    title: str
    when: str
    then: str


def header(rule: Rule) -> Header:
    """The rule's header. Raises ValueError when the docstring has no When or no Then."""
    said = re.fullmatch(r"(?P<title>.+?)\n+When: (?P<when>.+?)\nThen: (?P<then>.+)", (rule.__doc__ or "").strip(), re.S)
    if said is None:
        raise ValueError(f"the docstring of {rule.ID} needs a title, a line When: and a line Then:")
    return Header(*(" ".join(said[part].split()) for part in ("title", "when", "then")))
