"""A benchmark of the product in a process and a database of its own, so that each begins from nothing."""

from __future__ import annotations

import json
import logging
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from bench.figures import Figure

ROOT = Path(__file__).resolve().parents[1]


def measured(module: str, *words: str, url: str = "") -> Iterator[Figure]:
    """Run `python -m module words` beside a fresh database and give the figures it prints.

    Without a URL the database is an SQLite file on the disk that holds temporary files.
    """
    with tempfile.TemporaryDirectory(prefix="gp-bench-") as folder:
        known = {name: value for name, value in os.environ.items() if not name.startswith(("GLIDEPATH_", "DJANGO_"))}
        known |= {
            "DJANGO_SETTINGS_MODULE": "glidepath.config.settings",
            "GLIDEPATH_SECRET_KEY": secrets.token_urlsafe(40),
            "GLIDEPATH_AUDIT_KEY": secrets.token_urlsafe(40),
            "GLIDEPATH_PLAIN_HTTP": "1",
            "GLIDEPATH_DATA_DIR": folder,
            "GLIDEPATH_DATABASE_URL": url or f"sqlite:///{folder}/bench.sqlite3",
        }
        done = subprocess.run(
            [sys.executable, "-m", module, *words], cwd=ROOT, env=known, stdout=subprocess.PIPE, text=True, check=True
        )
    for line in done.stdout.splitlines():
        yield Figure(**json.loads(line))


def start() -> None:
    """Set up Django and make the tables, without the request log; called in the benchmark's own process."""
    import django

    django.setup()
    logging.disable(logging.INFO)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def tell(figures: Iterable[Figure]) -> None:
    """Print figures for the process that waits for them."""
    for figure in figures:
        print(json.dumps(asdict(figure)), flush=True)
