"""Taking in a file: each person in it in a transaction of their own, and one report a person."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from glidepath.care.intake.incoming import IntakeRefused, Repair
from glidepath.care.intake.models import ImportReport
from glidepath.care.intake.take_in import take_in
from glidepath.foundation.access import Actor, Role
from glidepath.interfaces.fhir.bundle import open_file
from glidepath.interfaces.fhir.reader import read_people
from glidepath.interfaces.fhir.responses import ResponseRefused, store_response
from glidepath.record.care_team.operations import join_team
from glidepath.record.sites.models import Site


@dataclass(frozen=True)
class Outcome:
    """What became of one file: reports of those taken in, and why others were not."""

    reports: tuple[ImportReport, ...]
    refused: tuple[IntakeRefused, ...]


def import_file(
    *, by: Actor, at: datetime, site: Site, name: str, content: bytes, team: Sequence[tuple[Any, Role]] = ()
) -> Outcome:
    """Import one FHIR R4 file. `team` are (user, role) who join the care team of everyone in it.

    The source of all references is the system that names the first identifier, so that a second export of the
    same system meets what it sent before.
    """
    try:
        people = read_people(open_file(content), site.zone)
    except IntakeRefused as refusal:
        return Outcome((), (refusal,))
    digest = hashlib.sha256(content).hexdigest()
    reports, refused = [], []
    for incoming in people:
        try:
            with transaction.atomic():
                source = incoming.person.identifiers[0][0]
                report = take_in(by=by, at=at, site=site, incoming=incoming, source=source, file=(name, digest))
                take_responses(by=by, at=at, report=report, resources=incoming.responses, source=source)
                for user, role in team:
                    join_team(by=by, at=at, patient=report.patient, user=user, role=role)
        except IntakeRefused as refusal:
            refused.append(refusal)
        else:
            reports.append(report)
    return Outcome(tuple(reports), tuple(refused))


def take_responses(
    *, by: Actor, at: datetime, report: ImportReport, resources: Sequence[dict[str, Any]], source: str
) -> None:
    """Store the answers to questionnaires; the report says what came of each. A known file changes nothing."""
    if report.imported_at != at or not resources:
        return
    for resource in resources:
        try:
            new = store_response(by=by, at=at, patient=report.patient, resource=resource, source=source)
        except ResponseRefused as refused:
            where = f"QuestionnaireResponse/{resource.get('id', '?')}"
            report.repairs.append(asdict(Repair(where, str(refused), "refused, nothing of it was kept")))
        else:
            side = report.added if new else report.unchanged
            side["questionnaires"] = side.get("questionnaires", 0) + 1
    report.save(update_fields=["repairs", "added", "unchanged"])
