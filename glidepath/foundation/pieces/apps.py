"""The Django app that holds the template tags and the style gallery."""

from __future__ import annotations

from django.apps import AppConfig


class PiecesConfig(AppConfig):
    """Pieces of the interface; no tables."""

    name = "glidepath.foundation.pieces"
    label = "pieces"
