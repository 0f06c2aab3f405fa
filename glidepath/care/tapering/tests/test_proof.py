"""The certificate on a page: every check of the core has words there, in both languages."""

from __future__ import annotations

import pytest
from django.utils import translation
from glidepath_clinical.tapering.certificate import CHECKS as CORE

from glidepath.care.tapering.proof import CHECKS


def test_every_check_of_the_certificate_has_words() -> None:
    assert list(CHECKS) == list(CORE)


@pytest.mark.parametrize("name", CHECKS)
def test_the_words_of_a_check_are_spanish_on_a_spanish_page(name: str) -> None:
    with translation.override("en"):
        english = str(CHECKS[name])
    with translation.override("es"):
        assert str(CHECKS[name]) != english
