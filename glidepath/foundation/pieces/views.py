"""The style gallery: every piece with invented data, for the people who build and review pages."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from glidepath.foundation.access import policy
from glidepath.foundation.pieces import gallery_data

COLOURS = (
    *("paper", "sunken", "ink", "fir", "fir-tint", "dawn", "dawn-tint"),
    *("lake", "heather", "red", "orange", "yellow"),
)


@policy("gallery.read")
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every piece. Only in a demo clinic or while debugging; elsewhere there is no such page."""
    if not (settings.DEBUG or getattr(settings, "GLIDEPATH_DEMO", False)):
        raise Http404
    return render(request, "pieces/gallery.html", gallery_context())


def gallery_context() -> dict[str, object]:
    """Everything the gallery shows."""
    return {
        "colours": COLOURS,
        "picture": gallery_data.picture(),
        "path": gallery_data.path(),
        "long_path": gallery_data.long_path(),
        "today_doses": gallery_data.TODAY_DOSES,
        "other_doses": gallery_data.OTHER_DOSES,
        "forms": gallery_data.FORMS,
        "steps": gallery_data.STEP_LIST,
        "ready": gallery_data.READY,
        "rows": gallery_data.alert_rows(),
        "form": gallery_data.sample_form(),
        "answers": gallery_data.ANSWERS,
        "do": gallery_data.DO,
        "dont": gallery_data.DO_NOT,
        "sample_watchdog": {"stopped_at": None, "minutes": 3, "call_url": "#"},
    }
