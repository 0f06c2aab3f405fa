"""The frame of the command: parse the words, run the subcommand, answer with an exit code and never a traceback."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Final

from glidepath_clinical import __version__
from glidepath_clinical.cli import change, explain, flags, formulary, interactions, mme, plan, supply, verify
from glidepath_clinical.medicines import DATA_VERSION

COMMANDS: Final = (plan, verify, change, supply, mme, formulary, flags, interactions, explain)
_PIPE_CLOSED: Final = 141
_ABOUT: Final = "Decision support for tapering: it computes and explains, a clinician decides. It prescribes nothing."


def main(words: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code. Wrong words on the command line end with SystemExit 2."""
    _speak_utf_8()
    args = _parser().parse_args(words)
    try:
        code = int(args.run(args))
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader went away (`| head`): say nothing more, and keep the interpreter from trying again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    return code


def _speak_utf_8() -> None:
    """Files and pipes are UTF-8 whatever the locale; what cannot be shown is written as an escape, never hidden."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="strict" if stream is sys.stdin else "backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="glidepath-clinical", description=_ABOUT)
    version = f"glidepath-clinical {__version__}, data {DATA_VERSION}"
    parser.add_argument("--version", action="version", version=version)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.register(subparsers)
    return parser
