"""Something happened: tell those who listen, in the same transaction.

Who listens stands in `config/wiring.py`. Listeners run in the order of the table; one that fails fails the
publisher's transaction, so nothing is half done.
"""

from __future__ import annotations

from django.utils.module_loading import import_string

from glidepath.foundation import wiring


def publish(name: str, **facts: object) -> None:
    """Call every listener of an event with its facts. An event to which nobody listens changes nothing."""
    for path in wiring.listeners().get(name, ()):
        import_string(path)(**facts)
