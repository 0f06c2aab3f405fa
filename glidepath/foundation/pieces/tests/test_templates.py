"""No template may carry what the content policy would block, nor print what people wrote without escaping it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glidepath.foundation.pieces.icons import icon_names

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(path for path in ROOT.rglob("templates/**/*.html"))
NAMES = [str(path.relative_to(ROOT)) for path in TEMPLATES]


@pytest.fixture(params=TEMPLATES, ids=NAMES)
def source(request: pytest.FixtureRequest) -> str:
    return request.param.read_text(encoding="utf-8")


def test_a_template_has_no_inline_style_script_or_handler(source: str) -> None:
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals=.js:", source)
    for tag in re.findall(r"<script[^>]*>", source):
        assert "src=" in tag or 'type="application/json"' in tag, tag


def test_a_template_never_switches_escaping_off(source: str) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape off|mark_safe", source)


def test_a_template_uses_no_bootstrap_colour_that_fails_contrast(source: str) -> None:
    assert not re.search(r"text-(success|danger|warning|info)|btn-outline-warning|alert-(danger|warning|info)", source)


def test_every_icon_a_template_names_is_in_the_sprite(source: str) -> None:
    assert set(re.findall(r'{%\s*icon "([a-z0-9-]+)"', source)) <= icon_names()
