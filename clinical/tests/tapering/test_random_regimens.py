"""Two thousand random regimens over every product and form, alone and together: sound, or refused by name."""

from __future__ import annotations

import pytest

from .random_regimens import REFUSED_BY_RIGHT, run

PARTS, EACH = 20, 100


@pytest.mark.parametrize("part", range(PARTS))
def test_random_regimens_give_a_certified_plan_or_a_named_refusal(part: int) -> None:
    found = run(part * EACH, EACH)
    assert found["planned"] > EACH // 5
    assert found.total() == EACH
    assert {code for codes in found if codes != "planned" for code in codes.split(", ")} <= REFUSED_BY_RIGHT
