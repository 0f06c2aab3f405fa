"""Words on screen that must not be torn apart at the end of a line."""

from __future__ import annotations

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_AMOUNT = re.compile(r"(\d[\d.,]*\s?(?:mg/mL|mcg/h|mg|mcg|mL|h|%)?(?![\w]))")


def amounts_together(words: str) -> SafeString:
    """The same words, letter for letter, with each number and its unit kept on one line.

    In text that runs from right to left the amount keeps its own direction. Everything is escaped.
    """
    parts = _AMOUNT.split(str(words))
    marked = ((format_html('<bdi class="nowrap">{}</bdi>', p) if n % 2 else p,) for n, p in enumerate(parts))
    return format_html_join("", "{}", marked)
