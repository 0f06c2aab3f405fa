"""`glidepath serve`: the web server, one process."""

from __future__ import annotations

import argparse
import socket
import sys
from typing import Any

HELP = "start the web server"
NEEDS_SETTINGS = True
SECONDS_TO_FINISH = 5


def register(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop. Refuses an old database and a port that is taken."""
    import uvicorn

    from glidepath.config.commands.migrate import waiting_migrations

    waiting = waiting_migrations()
    if waiting:
        print(f"The database lacks {len(waiting)} migrations. Run: glidepath migrate", file=sys.stderr)
        return 1
    if is_taken(args.host, args.port):
        print(f"Port {args.port} on {args.host} is taken. Choose another with --port.", file=sys.stderr)
        return 1
    collect_static()
    settings = uvicorn.Config(
        "glidepath.config.asgi:application",
        host=args.host,
        port=args.port,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        log_config=None,
        access_log=False,  # the product writes its own, without health data
        server_header=False,
        lifespan="off",
    )
    server = server_that_ends_streams(settings)
    watching = start_watchdog()
    server.run()
    watching.set()
    return 0


def server_that_ends_streams(settings: Any) -> Any:
    """A server that lets open live streams end when it is told to stop, instead of waiting for them."""
    import uvicorn

    from glidepath.foundation.feed.poller import end_streams

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: Any) -> None:
            end_streams()
            super().handle_exit(sig, frame)

    return Server(settings)


def start_watchdog() -> Any:
    """The web server tells those on call when the worker is silent."""
    import django

    django.setup()
    from glidepath.care.escalation.watchdog import start

    return start()


def collect_static() -> None:
    """Lay out and compress the static files; what is already there and unchanged is left alone."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def is_taken(host: str, port: int) -> bool:
    """Whether somebody already listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False
