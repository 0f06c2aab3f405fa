"""Where the demo keeps its own database, keys and lock. Nothing here ever touches a clinic's data."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class House:
    """The demo's folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """The database that is served."""
        return self.folder / "demo.sqlite3"

    @property
    def unfinished(self) -> Path:
        """The database that is being played; it takes the other's place only when it is whole."""
        return self.folder / "demo.playing.sqlite3"

    @property
    def served_at(self) -> Path:
        """Address and links of the demo that runs now."""
        return self.folder / "served.json"

    @contextmanager
    def lock(self) -> Iterator[bool]:
        """True for the one demo that may play and serve here. The system frees it even after a kill -9."""
        with (self.folder / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True


def prepare_environment() -> str:
    """Point the settings at the demo's own folder, database and keys; returns the folder.

    Every setting of a real clinic in this process is overruled: the demo never opens another database.
    """
    folder = Path(os.environ.get("GLIDEPATH_DEMO_DIR", str(ROOT / "var" / "demo"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(_keys(folder))
    os.environ.update(
        {
            "DJANGO_SETTINGS_MODULE": "glidepath.config.settings",
            "GLIDEPATH_DEMO": "1",
            "GLIDEPATH_PLAIN_HTTP": "1",
            "GLIDEPATH_ALLOWED_HOSTS": "127.0.0.1,localhost",
            "GLIDEPATH_DATA_DIR": str(folder),
            "GLIDEPATH_DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
            "GLIDEPATH_SMS_GATEWAY": "loopback",
            "GLIDEPATH_SMS_FROM": "+15555550000",
            "GLIDEPATH_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        }
    )
    return str(folder)


# Each key with its length in random bytes; the one for notices in browsers is a point's scalar.
KEYS = {"GLIDEPATH_SECRET_KEY": 48, "GLIDEPATH_AUDIT_KEY": 48, "GLIDEPATH_PUSH_KEY": 32}


def _keys(folder: Path) -> dict[str, str]:
    """Keys drawn once for this folder, readable by this user alone."""
    file = folder / "keys.json"
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    if missing := [name for name in KEYS if name not in known]:
        new = file.with_suffix(".new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as out:
            json.dump(known | {name: secrets.token_urlsafe(KEYS[name]) for name in missing}, out)
        new.replace(file)
    keys: dict[str, str] = json.loads(file.read_text())
    return keys


def already_served(house: House) -> int:
    """A second start: say where the first one runs."""
    try:
        running = json.loads(house.served_at.read_text())
    except (OSError, ValueError):
        print("The demo is being prepared in another window. Wait for it to print its links.")
        return 0
    print(f"The demo already runs at {running['address']}. Its links:")
    for name, link in running["links"].items():
        print(f"  {name:28} {link}")
    return 0


@contextmanager
def told_in_one_line() -> Iterator[None]:
    """Ctrl-C is a way to leave, not an error."""
    try:
        yield
    except KeyboardInterrupt:
        print("\nStopped. Nothing is half done; start again with: make demo", file=sys.stderr)
        sys.exit(0)
