"""What every page knows: whether the data is invented, and which chapter of the product is open."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from glidepath.config.navigation import navigation_for


def page(request: HttpRequest) -> dict[str, object]:
    """Context of every template."""
    return {"synthetic_data": settings.GLIDEPATH_DEMO, "nav": navigation_for(request)}
