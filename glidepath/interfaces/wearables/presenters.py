"""What the pages about devices show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from glidepath.interfaces.wearables.measures import MEASURES
from glidepath.interfaces.wearables.models import DeviceFile, FileState
from glidepath.record.observations.device_reads import Source

STALE_DAYS = 3  # a device that told nothing for so long is shown as silent [D]
NAMES: Mapping[str, Any] = {
    "steps": _("steps"),
    "sleep": _("sleep"),
    "heart_rate": _("heart rate"),
    "oxygen": _("oxygen"),
    "breaths": _("breathing"),
    "systolic": _("upper blood pressure"),
    "diastolic": _("lower blood pressure"),
    "weight": _("weight"),
}
BY_CODE = {one.code: NAMES[key] for key, one in MEASURES.items()}
REFUSED: Mapping[str, Any] = {
    "broken_xml": _("The file breaks off. Make a new export on your phone and send that."),
    "not_apple_health": _("This is not a file from Apple Health."),
    "entities": _("This file holds something that an export never holds. We did not read it."),
    "too_large": _("This file is too large for us. Send the zip file, or a shorter time."),
    "packed": _("We cannot open this kind of packed file. Send the zip file that your phone made."),
    "broken_zip": _("The zip file is damaged. Make a new export and send that."),
    "locked_zip": _("The zip file is locked. Send one without a password."),
    "no_export": _("There is no Apple Health export in this zip file."),
    "empty": _("This file is empty. Make a new export and send that."),
    "not_json": _("This JSON file breaks off. Make a new export and send that."),
    "unknown_table": _("We do not know this table. Look at the example below."),
    "not_text": _("This table is not saved as plain text. Save it as CSV UTF-8."),
    "nothing_in_it": _("There is nothing in this file that we can use."),
    "lost": _("The file did not reach us whole. Please send it again."),
    "too_slow": _("Reading this file took too long. Send a file of fewer months."),
    "given_up": _("We tried to read this file and could not finish. Send a shorter time."),
}
NO_ROOM: Mapping[str, Any] = {
    "many_of_yours": _("Some of your files still wait to be read. Wait until they are read, then send this one."),
    "many_of_all": _("Too many files wait to be read just now. Your file was not kept. Send it again in an hour."),
    "bytes_of_all": _("Too many files wait to be read just now. Your file was not kept. Send it again in an hour."),
    "disk": _("Our disk has no room for your file now. It was not kept. Your clinic must make room first."),
    "too_large": _("This file is larger than 2 GB. Send the zip file instead."),
}
OTHER = _("We could not read this file. Make a new export and send that.")


def no_room(code: str) -> str:
    """Why a file was not taken, for the person."""
    return str(NO_ROOM.get(code, OTHER))


@dataclass(frozen=True)
class SourceRow:
    """One device: what it tells, its last day, and whether it has gone silent."""

    name: str
    what: str
    last_on: date
    days_silent: int
    stale: bool
    connected: bool


def source_rows(sources: list[Source], today: date) -> list[SourceRow]:
    """The devices, those that count first."""
    return [
        SourceRow(
            name=one.name,
            what=", ".join(str(BY_CODE.get(code, code)) for code in one.codes),
            last_on=one.last_on,
            days_silent=(today - one.last_on).days,
            stale=one.connected and (today - one.last_on).days >= STALE_DAYS,
            connected=one.connected,
        )
        for one in sources
    ]


@dataclass(frozen=True)
class FilePage:
    """The page of one file."""

    row: DeviceFile
    percent: int
    busy: bool
    refused: Any
    days: list[dict[str, Any]]
    counts: dict[str, Any]
    more_faults: int


def file_page(row: DeviceFile) -> FilePage:
    """Everything about one file."""
    days = [
        {**one, "what": NAMES.get(one["measure"], one["measure"]), "first_on": _day(one["first_on"]),
         "last_on": _day(one["last_on"])}
        for one in row.counts.get("days", [])
    ]  # fmt: skip
    return FilePage(
        row=row,
        percent=min(100, 100 * row.bytes_done // row.bytes_total) if row.bytes_total else 0,
        busy=row.state in (FileState.WAITING, FileState.READING),
        refused=REFUSED.get(row.refusal.get("code", ""), OTHER) if row.refusal else "",
        days=days,
        counts=row.counts,
        more_faults=max(0, row.fault_count - len(row.faults)),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
