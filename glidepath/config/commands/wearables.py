"""`glidepath wearables FILE --patient REF`: read a file of a watch, phone or scale into one person's record."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any, TextIO

HELP = "read a file of a watch or phone (Apple Health, Open mHealth, FHIR, CSV) into a person's record"
NEEDS_SETTINGS = True
WRONG_USE, REFUSED = 2, 1
WIDTH = 30


def register(parser: argparse.ArgumentParser) -> None:
    """Which file, for whom; or all files that were sent on a page and wait."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the export, packed as zip or not")
    parser.add_argument("--patient", metavar="REF", help="the person, by the public id that stands in their address")
    parser.add_argument("--agreed", action="store_true", help="the person has agreed, and the paper is kept")
    parser.add_argument("--dry-run", action="store_true", help="print the daily values as JSON; store nothing")
    parser.add_argument("--waiting", action="store_true", help="read the files that were sent on a page")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when read, 1 when the file was refused (nothing is kept then), 2 when file or person are not known."""
    if args.waiting:
        from glidepath.interfaces.wearables.waiting import read_waiting

        read_waiting()
        return 0
    try:
        patient = find_patient(args.patient)
        if args.file is None or not args.file.is_file():
            raise LookupError(f"there is no file {args.file or ''}; name one".replace("  ", " "))
        return dry_run(args.file, patient) if args.dry_run else store(args.file, patient, agreed=args.agreed)
    except (LookupError, OSError) as error:
        print(f"glidepath wearables: {error}", file=sys.stderr)
        return WRONG_USE


def find_patient(ref: str | None) -> Any:
    """The person of this public id. Raises LookupError."""
    from django.core.exceptions import ValidationError

    from glidepath.record.patients.models import Patient

    try:
        found = Patient.objects.filter(public_id=ref).first() if ref else None
    except ValidationError:
        found = None
    if found is None:
        raise LookupError("say whose file it is with --patient and the id that stands in the person's address")
    return found


def store(path: Path, patient: Any, *, agreed: bool) -> int:
    """Read where the file lies, then store all of it or nothing."""
    from django.db import transaction

    from glidepath.foundation.access import system_actor
    from glidepath.foundation.clock import now
    from glidepath.interfaces.wearables import operations
    from glidepath.interfaces.wearables.faults import FileRefused

    by, at, bar = system_actor("wearables", patient.site_id), now(), Bar(sys.stderr)
    try:
        row = operations.note_file(by=by, at=at, patient=patient, path=path, agreed=agreed)
        reading = operations.read(patient, path, at, bar)
    except operations.NoConsent:
        print("glidepath wearables: the person has not agreed; see --agreed", file=sys.stderr)
        return WRONG_USE
    except FileRefused as refused:
        bar.end()
        print(f"{path.name}: not read, nothing was kept: {refused.message}", file=sys.stderr)
        return REFUSED
    bar.end()
    with transaction.atomic():
        row.save(force_insert=True)
        operations.keep(row=row, at=now(), reading=reading)
    print("\n".join(lines_about(row)))
    return 0


def dry_run(path: Path, patient: Any) -> int:
    """The daily values, one JSON object on each line."""
    from glidepath.foundation.clock import now
    from glidepath.interfaces.wearables import operations
    from glidepath.interfaces.wearables.faults import FileRefused

    bar = Bar(sys.stderr)
    try:
        reading = operations.read(patient, path, now(), bar)
    except FileRefused as refused:
        bar.end()
        print(f"{path.name}: {refused.message}", file=sys.stderr)
        return REFUSED
    bar.end()
    for day in reading.values:
        value = {
            "on": day.on.isoformat(),
            "code": day.measure.code,
            "value": f"{day.value:f}",
            "unit": day.measure.unit,
        }
        print(json.dumps({**value, "source": day.source, "readings": day.count}))
    for fault in reading.faults.listed:
        print(f"{fault.where}: {fault.problem}. {fault.mend}", file=sys.stderr)
    return 0


def lines_about(row: Any) -> list[str]:
    """What became of the file; nobody is named."""
    counts = row.counts
    lines = [f"{row.file_name}: {row.format}: {counts['added']} days new, {counts['changed']} changed"]
    lines[0] += f", {counts['unchanged']} already here, {row.fault_count} rows left out"
    lines += [f"  {one['measure']} of {one['source']}: {one['days']} days" for one in counts["days"]]
    return lines + [f"  {one['where']}: {one['problem']}. {one['mend']}" for one in row.faults]


class Bar:
    """A progress bar of one line; on something that is no terminal, a line at every tenth."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._tenth, self._began = out, -1, time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        share = min(done / total, 1) if total else 1
        speed = done / 1_000_000 / max(time.monotonic() - self._began, 0.001)
        words = f"{share:4.0%} of {total / 1_000_000:,.0f} MB, {speed:.0f} MB/s"
        if self._out.isatty():
            filled = round(share * WIDTH)
            self._out.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {words}")
            self._out.flush()
        elif int(share * 10) > self._tenth:
            self._tenth = int(share * 10)
            print(words, file=self._out, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._out.isatty():
            self._out.write("\n")
