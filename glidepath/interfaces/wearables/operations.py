"""Taking in a file of a device, reading it, and taking it back. Each is told in the audit trail.

Reading and storing are apart: what is read is stored in one transaction, all of it or nothing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from glidepath.foundation import audit, events, feed
from glidepath.foundation.access import Actor, Role, system_actor
from glidepath.interfaces.wearables.days import ALL_SOURCES, DayValue, look_back
from glidepath.interfaces.wearables.faults import FileRefused
from glidepath.interfaces.wearables.models import DeviceFile, FileState
from glidepath.interfaces.wearables.moments import in_utc
from glidepath.interfaces.wearables.queries import SILENT, standing_consent_of
from glidepath.interfaces.wearables.reading import Reading, read_file
from glidepath.interfaces.wearables.room import NoRoom, folder, make_room
from glidepath.interfaces.wearables.wording import agreed
from glidepath.record.agreements.operations import give_consent, withdraw_consent
from glidepath.record.observations.device_days import DeviceDay, Stored, say_link, store_days, take_back
from glidepath.record.observations.device_reads import disconnected
from glidepath.record.patients.models import Patient

DAYS_KEPT = 400  # a file is read as far back as this: a baseline, a taper and the year before
MOST_ATTEMPTS = 3
LARGEST_SENT = 2 << 30
Progress = Callable[[int, int], None]


class NoConsent(Exception):
    """The person has not agreed that values of devices are kept."""


def place_of(row: DeviceFile) -> Path:
    """Where the content of a file lies until it is read."""
    return folder() / str(row.public_id)


def take_file(
    *, by: Actor, at: datetime, patient: Patient, name: str, chunks: Iterable[bytes], size: int = 0
) -> DeviceFile:
    """Keep what was sent until it is read; `size` as far as it is known before.

    Raises NoConsent without the person's standing yes, NoRoom when too much waits; nothing is kept then.
    """
    if standing_consent_of(patient) is None:
        raise NoConsent
    make_room(patient.pk, size)
    row = DeviceFile(patient=patient, site_id=patient.site_id, sent_at=at, sent_by_id=by.user_id, sent_as=by.role.value)
    place = place_of(row)
    digest, size = _write(place, chunks)
    row.file_name, row.file_hash, row.size = name[:200], digest.hexdigest(), size
    try:
        with transaction.atomic():
            Patient.objects.select_for_update().get(pk=patient.pk)  # two files at once do not both take the last room
            make_room(patient.pk, 0)
            row.save(force_insert=True)
            audit.record(
                by=by, action="wearable.send", object_ref=row.ref, patient_ref=patient.ref, at=at,
                after={"file": row.file_hash},
            )  # fmt: skip
    except Exception:
        place.unlink(missing_ok=True)
        raise
    return row


def _write(place: Path, chunks: Iterable[bytes]) -> tuple[Any, int]:
    """Write what comes, never more than one file may have. Gives its digest and size."""
    digest, size = hashlib.sha256(), 0
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > LARGEST_SENT:
                    raise NoRoom("too_large")
                file.write(chunk)
                digest.update(chunk)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return digest, size


def note_file(*, by: Actor, at: datetime, patient: Patient, path: Path, agreed: bool) -> DeviceFile:
    """A file of this machine that is read where it lies; not stored yet.

    `agreed`: the yes is kept on paper. Raises NoConsent without it and without the person's standing yes here.
    """
    if not agreed and standing_consent_of(patient) is None:
        raise NoConsent
    about = {"file_name": path.name[:200], "size": path.stat().st_size, "sent_at": at, "sent_as": by.role.value}
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return DeviceFile(
        patient=patient, site_id=patient.site_id, file_hash=digest, state=FileState.READING, sign_of_life_at=at, **about
    )


def claim(row: DeviceFile, at: datetime) -> bool:
    """Become the one reader of a file; False when somebody else is, or it is read already."""
    free = DeviceFile.objects.filter(pk=row.pk).exclude(state__in=(FileState.DONE, FileState.REFUSED, FileState.UNDONE))
    free = free.exclude(state=FileState.READING, sign_of_life_at__gte=at - SILENT)
    taken = free.filter(attempts=row.attempts).update(
        state=FileState.READING, sign_of_life_at=at, attempts=row.attempts + 1
    )
    row.refresh_from_db()
    return bool(taken)


def read_and_store(*, row: DeviceFile, at: datetime, progress: Progress) -> DeviceFile:
    """Read a claimed file, store its days, and forget the file. A refusal keeps nothing and says why."""
    place = place_of(row)
    try:
        if row.attempts > MOST_ATTEMPTS:
            raise FileRefused("given_up", "Reading this file was broken off several times. Send a smaller file.")
        if not place.exists():
            raise FileRefused("lost", "The file is no longer here. Send it again.")
        reading = read(row.patient, place, at, progress)
    except FileRefused as refused:
        _refuse(row, at, refused)
    else:
        keep(row=row, at=at, reading=reading)
    place.unlink(missing_ok=True)
    return row


def read(patient: Patient, place: Path, at: datetime, progress: Progress) -> Reading:
    """What a file says, as far back as we keep. Raises FileRefused."""
    zone = ZoneInfo(patient.zone)
    since = look_back(at.astimezone(zone).date(), DAYS_KEPT)
    return read_file(place, zone=zone, at=at, since=since, progress=progress)


@transaction.atomic
def keep(*, row: DeviceFile, at: datetime, reading: Reading) -> Stored:
    """Store what was read: all days of the sources that count, in one transaction with the report."""
    off = disconnected(row.patient_id)
    used = [day for day in reading.values if day.source not in off and not off & set(day.merged_from)]
    stored = store_days(
        patient=row.patient, at=at, days=(_device_day(day) for day in used), entered_by_id=row.sent_by_id
    )
    row.state, row.format, row.sign_of_life_at = FileState.DONE, reading.format, at
    row.kept_rows, row.unused = stored.keys, reading.unused
    row.faults = [vars(fault) for fault in reading.faults.listed]
    row.fault_count = reading.faults.count
    row.bytes_done = row.bytes_total
    row.counts = _counts(reading, used, stored, sorted(off))
    row.save()
    _tell(_sender(row), row, "wearable.store", at, {"file": row.file_hash, "rows": len(stored.keys)})
    if stored.keys:
        events.publish("devices.stored", patient_id=row.patient_id, cause=row.ref, at=at)
    return stored


def _device_day(day: DayValue) -> DeviceDay:
    return DeviceDay(
        code=day.measure.code,
        display=day.measure.display,
        unit=day.measure.unit,
        source=day.source,
        on=day.on,
        value=day.value,
        happened_at=in_utc(day.last_at),
        readings=day.count,
        lowest=day.lowest,
        highest=day.highest,
        merged_from=day.merged_from,
    )


def _counts(reading: Reading, used: list[DayValue], stored: Stored, off: list[str]) -> dict[str, Any]:
    """What the report shows: days by measure and source with their span, and what storing did."""
    found: dict[tuple[str, str], list[DayValue]] = {}
    for day in used:
        if day.source != ALL_SOURCES:
            found.setdefault((day.measure.key, day.source), []).append(day)
    days = [
        {
            "measure": key,
            "source": source,
            "days": len(told),
            "first_on": min(day.on for day in told).isoformat(),
            "last_on": max(day.on for day in told).isoformat(),
        }
        for (key, source), told in sorted(found.items())
    ]
    did = {"added": len(stored.added), "changed": len(stored.changed), "unchanged": stored.unchanged}
    rest = {"fuller_before": stored.fuller_before, "repeated": reading.repeated, "older": reading.older}
    return {"days": days, **did, **rest, "left_out_sources": off}


@transaction.atomic
def _refuse(row: DeviceFile, at: datetime, refused: FileRefused) -> None:
    row.state, row.sign_of_life_at = FileState.REFUSED, at
    row.refusal = {"code": refused.code, "message": refused.message, "where": refused.where}
    row.save()
    _tell(_sender(row), row, "wearable.refuse", at, {"code": refused.code})


@transaction.atomic
def undo(*, by: Actor, at: datetime, row: DeviceFile) -> int:
    """Take a file back: its values no longer count, what stood before them stands again. Twice is once."""
    row = DeviceFile.objects.select_for_update().select_related("patient").get(pk=row.pk)
    if row.state != FileState.DONE:
        return 0
    number = take_back(patient=row.patient, at=at, keys=row.kept_rows, entered_by_id=by.user_id)
    row.state, row.undone_at = FileState.UNDONE, at
    row.save(update_fields=["state", "undone_at"])
    _tell(by, row, "wearable.undo", at, {"rows": number})
    return number


@transaction.atomic
def link(*, by: Actor, at: datetime, patient: Patient, source: str, connected: bool) -> None:
    """Say whether a source counts. Its values stay in the record; those of a disconnected one are not read."""
    row = say_link(patient=patient, at=at, source=source, connected=connected, by_id=by.user_id)
    ref = f"observation:{row.public_id}"
    audit.record(by=by, action="wearable.link", object_ref=ref, patient_ref=patient.ref, at=at)
    _announce(patient)


@transaction.atomic
def agree(*, by: Actor, at: datetime, patient: Patient) -> None:
    """Keep the person's yes to these words; given already, nothing changes."""
    if standing_consent_of(patient) is None:
        give_consent(by=by, at=at, patient=patient, agreed=agreed(patient))


@transaction.atomic
def stop_sharing(*, by: Actor, at: datetime, patient: Patient) -> None:
    """Take the yes back: no file is read any more. What the record holds stays in it."""
    consent = standing_consent_of(patient)
    if consent is not None:
        withdraw_consent(by=by, at=at, consent=consent)


def _sender(row: DeviceFile) -> Actor:
    """Whoever sent the file, in the role they sent it in: the reading is theirs, whichever process does it."""
    if row.sent_by is None:
        return system_actor("wearables", row.site_id)
    role = Role(row.sent_as)
    patient_id = row.patient_id if role is Role.PATIENT else None
    known = {"patient_id": patient_id, "user_public_id": str(row.sent_by.public_id)}
    return Actor(row.sent_by_id, row.sent_by.name, role, row.site_id, **known)


def _tell(by: Actor, row: DeviceFile, action: str, at: datetime, after: dict[str, object]) -> None:
    audit.record(by=by, action=action, object_ref=row.ref, patient_ref=row.patient.ref, at=at, after=after)
    _announce(row.patient)


def _announce(patient: Patient) -> None:
    feed.announce(site_id=patient.site_id, topic="answers", patient_ref=patient.ref, audience="both")
