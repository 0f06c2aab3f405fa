"""The published frameworks with their words in Spanish; numbers and rules are the same object's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from glidepath_clinical.tapering.frameworks import Framework

Words = Mapping[str, str]


@cache
def framework_words() -> Mapping[str, Words]:
    """The words of each framework, by its id."""
    text = files(__package__).joinpath("frameworks.json").read_text(encoding="utf-8")
    words: Mapping[str, Words] = json.loads(text)
    return words


def framework_in_spanish(framework: Framework) -> Framework:
    """The same framework with Spanish words; a site's own is in the site's own words."""
    words: dict[str, Any] = dict(framework_words().get(framework.id, {}))
    return replace(framework, **words)
