"""What the service worker keeps on a phone. Nothing of it tells anything about the person."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from glidepath_clinical.red_flags.crisis_phrases import ACTS, THOUGHTS

from glidepath.care.checkins.daily import CANNOT_WAIT

WORKER = Path(__file__).parent / "service_worker.js"
STYLES = ("vendor/bootstrap/bootstrap.min.css", "css/tokens.css", "css/dark.css", "css/glidepath.css", "css/pieces.css")
ASSETS = (
    *STYLES,
    "css/check_in.css",
    "css/help.css",
    "img/mark.svg",
    "vendor/icons/icons.svg",
    "vendor/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "js/menu.js",
    "checkins/trail.js",
    "offline/kept.js",
    "offline/offline.js",
)
WORDS_THAT_CALL = tuple(name for name in CANNOT_WAIT if name not in ("fall", "emergency_visit"))


def shell() -> dict[str, Any]:
    """The pages and files that are kept, by what they stand in for."""
    pages = {
        "checkIn": reverse("offline:check_in"),
        "help": reverse("offline:help"),
        "nothing": reverse("offline:no_connection"),
        "kept": reverse("offline:kept"),
        "keptUrgent": reverse("offline:kept_urgent"),
    }
    return {
        "version": version(),
        "pages": pages,
        "assets": [static(name) for name in ASSETS],
        "checkIn": reverse("checkins:daily"),
        "help": reverse("escalation:help"),
        "urgent": list(WORDS_THAT_CALL),
        "phrases": [*ACTS, *THOUGHTS],
    }


@cache
def version() -> str:
    """Changes when a kept file does, so that phones take the new ones."""
    digest = hashlib.sha256(WORKER.read_bytes())
    for name in ASSETS:
        found = finders.find(name)
        digest.update(Path(str(found)).read_bytes() if found else name.encode())
    return digest.hexdigest()[:16]


def worker_script() -> str:
    """The service worker, told where things are."""
    return f"const SHELL = {json.dumps(shell())};\n{WORKER.read_text(encoding='utf-8')}"
