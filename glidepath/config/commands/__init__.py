"""The subcommands of `glidepath`, one module each, listed here.

A command module has HELP (one line), NEEDS_SETTINGS, `register(parser)` and `run(args) -> exit code`.
One that hands its arguments on as they are has PASSES_ON = True and `run(words)` instead.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType

COMMANDS: Mapping[str, str] = {
    "serve": "glidepath.config.commands.serve",
    "worker": "glidepath.config.commands.worker",
    "site": "glidepath.config.commands.site",
    "staff": "glidepath.config.commands.staff",
    "scale": "glidepath.config.commands.scale",
    "demo": "glidepath.config.commands.demo",
    "import": "glidepath.config.commands.import_files",
    "wearables": "glidepath.config.commands.wearables",
    "mme": "glidepath.config.commands.mme",
    "simulate": "glidepath.config.commands.simulate",
    "audit": "glidepath.config.commands.audit",
    "migrate": "glidepath.config.commands.migrate",
    "manage": "glidepath.config.commands.manage",
}
WRONG_USE = 2


def run(words: Sequence[str], commands: Mapping[str, str] = COMMANDS) -> int:
    """Run one command line. Exit code 2: it could not be understood, or a setting is missing."""
    modules = {name: import_module(path) for name, path in commands.items()}
    if words and passes_on(modules.get(words[0])):
        return guarded(modules[words[0]], words[1:])
    args = parser_of(modules).parse_args(words)
    return guarded(modules[args.command], args)


def parser_of(modules: Mapping[str, ModuleType]) -> argparse.ArgumentParser:
    """The parser with every subcommand in it."""
    parser = argparse.ArgumentParser(prog="glidepath", description="Safe, shared tapering: the product's commands.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in modules.items():
        own = subparsers.add_parser(name, help=module.HELP, description=module.HELP)
        if not passes_on(module):
            module.register(own)
    return parser


def passes_on(module: ModuleType | None) -> bool:
    """Whether a command takes its words as they are."""
    return bool(getattr(module, "PASSES_ON", False))


def guarded(module: ModuleType, given: object) -> int:
    """Run a command; a missing or wrong setting is told in one line instead of a traceback."""
    from django.core.exceptions import ImproperlyConfigured

    try:
        if module.NEEDS_SETTINGS:
            load_settings()
        return int(module.run(given))
    except ImproperlyConfigured as error:
        print(f"glidepath: {error}", file=sys.stderr)
        return WRONG_USE


def load_settings() -> None:
    """Read the settings, make the folder for data, and load the apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glidepath.config.settings")
    import django
    from django.conf import settings

    from glidepath.config.commands.data_folder import make_data_folder

    make_data_folder(settings)
    django.setup()
