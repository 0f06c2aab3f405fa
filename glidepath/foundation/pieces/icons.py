"""Icons from the vendored sprite, by name; a name that is not in the sprite is an error, not an empty square."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SPRITE = "vendor/icons/icons.svg"
_FILE = Path(__file__).resolve().parents[2] / "static" / SPRITE


class UnknownIcon(LookupError):
    """The sprite has no such symbol. The message names the icon."""


@cache
def icon_names() -> frozenset[str]:
    """Names of every icon in the sprite."""
    return frozenset(re.findall(r'id="i-([a-z0-9-]+)"', _FILE.read_text(encoding="utf-8")))


def icon_svg(name: str, css: str = "") -> SafeString:
    """Markup of a decorative icon (hidden from screen readers: words must stand beside it)."""
    if name not in icon_names():
        raise UnknownIcon(f"{name}: not in {SPRITE}; add it to the sprite first")
    link = f"{static(SPRITE)}#i-{name}"
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="{}"/></svg>', css, link)
