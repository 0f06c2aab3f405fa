"""`glidepath demo`: the synthetic clinic, played up to today and served on this machine alone."""

from __future__ import annotations

import argparse
from pathlib import Path

from glidepath.demo.house import House, already_served, prepare_environment, told_in_one_line

HELP = "play a synthetic clinic up to today and serve it on this machine"
NEEDS_SETTINGS = False  # the demo brings its own database and its own keys


def register(parser: argparse.ArgumentParser) -> None:
    """How many people, which invented ones, where."""
    parser.add_argument("--patients", type=_people, default=40, help="how many people (10 have a story; default 40)")
    parser.add_argument("--seed", type=int, default=7, help="another number draws other people (default 7)")
    parser.add_argument("--reset", action="store_true", help="throw the demo's own database away and play anew")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on; the next free one if it is taken")
    parser.add_argument("--play-only", action="store_true", help="play and print the links, but serve nothing")


def _people(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 2000:
        raise argparse.ArgumentTypeError("choose between 1 and 2000 people")
    return number


def run(args: argparse.Namespace) -> int:
    """Play if there is no clinic of today yet, then serve until Ctrl-C. A second start shows the first one's links."""
    house = House(Path(prepare_environment()))
    with house.lock() as mine:
        if not mine:
            return already_served(house)
        with told_in_one_line():
            from glidepath.demo.serving import serve
            from glidepath.demo.staging import stage

            stage(house, patients=args.patients, seed=args.seed, anew=args.reset)
            return serve(house, port=args.port, only_links=args.play_only)
