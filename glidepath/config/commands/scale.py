"""`glidepath scale`: list the questionnaires of a clinic, write one as a content pack, load the clinic's own copy."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

HELP = "list, write or load questionnaires (content packs)"
NEEDS_SETTINGS = True


def register(parser: argparse.ArgumentParser) -> None:
    """What to do, with which file or scale, for which clinic."""
    parser.add_argument("what", choices=("list", "load", "write"))
    parser.add_argument("name", nargs="?", help="the file to load, or the id of the scale to write")
    parser.add_argument("--site", help="name of the clinic; needed when there are several")


def run(args: argparse.Namespace) -> int:
    """Exit 2 for a file or name that cannot be used, with the place and what would help."""
    from glidepath.record.sites.models import Site
    from glidepath.record.sites.queries import only_site

    site = Site.objects.filter(name=args.site).first() if args.site else only_site()
    if site is None:
        print("Say which clinic: --site NAME. `glidepath site` lists them.", file=sys.stderr)
        return 2
    if args.what != "list" and not args.name:
        print("Name the file to load, or the scale to write.", file=sys.stderr)
        return 2
    return {"list": _list, "load": _load, "write": _write}[args.what](site, args.name)


def _list(site: object, _name: str) -> int:
    from glidepath.foundation.clock import today
    from glidepath.record.instruments.queries import instruments_of

    for name, one in instruments_of(site.pk, today(site.zone)).items():  # type: ignore[attr-defined]  a Site
        state = "in use" if one.usable else f"not in use, lacks {' and '.join(one.lacks)}"
        print(f"{name}  version {one.scale.version}  {', '.join(one.scale.languages()) or '-'}  {state}")
    return 0


def _write(site: object, name: str) -> int:
    from glidepath_clinical.scales import scale_to_pack

    from glidepath.foundation.clock import today
    from glidepath.record.instruments.queries import instrument_of

    found = instrument_of(site.pk, name, today(site.zone))  # type: ignore[attr-defined]  a Site
    if found is None:
        print(f"No questionnaire is named {name}. `glidepath scale list` lists them.", file=sys.stderr)
        return 2
    print(json.dumps(scale_to_pack(found.scale), ensure_ascii=False, indent=1))
    return 0


def _load(site: object, name: str) -> int:
    from glidepath_clinical.scales import PackError

    from glidepath.foundation.access import system_actor
    from glidepath.foundation.clock import now
    from glidepath.record.instruments.operations import PackRefused, load_pack

    try:
        text = Path(name).read_text(encoding="utf-8")
        row, new = load_pack(by=system_actor("command line"), at=now(), site=site, text=text)  # type: ignore[arg-type]  a Site
    except (OSError, UnicodeDecodeError) as error:
        print(f"{name}: cannot be read ({type(error).__name__}).", file=sys.stderr)
        return 2
    except (PackError, PackRefused) as refused:
        print(f"{name}: {refused}. Nothing was loaded.", file=sys.stderr)
        return 2
    print(f"{row.scale} version {row.version} {'is loaded' if new else 'was loaded before'}.")
    return 0
