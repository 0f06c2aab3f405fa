"""The folder that holds the database file, static files and signed audit heads."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def make_data_folder(settings: Any) -> None:
    """Make the data folder and the folder of an SQLite file; only this user may look inside a new one."""
    folders = [Path(settings.GLIDEPATH_DATA_DIR)]
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        folders.append(Path(database["NAME"]).parent)
    for folder in folders:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
