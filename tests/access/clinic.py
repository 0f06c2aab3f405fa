"""Two clinics and three people for the tests of access, made of the casts of the taper and of the foundation.

`own`: a person at Terrace Clinic; everybody in `team` cares for her. `neighbour`: a person of the same clinic with
another team. `elsewhere`: a person of another clinic. Each has one of everything an address can name, and words of
their own in every field that people write, so that a word on the wrong page tells whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from glidepath_clinical.scales import find_scale

from glidepath.care.checkins.operations import submit_scale
from glidepath.care.checkins.tests.people import check_in_of
from glidepath.care.intake.models import ImportReport
from glidepath.care.tapering import operations
from glidepath.care.tapering.tests import cast as taper
from glidepath.care.text_messages.models import PhoneTakenOff
from glidepath.foundation.access import Actor, Role
from glidepath.foundation.accounts.models import User
from glidepath.foundation.tests import cast as people
from glidepath.interfaces.wearables.models import DeviceFile
from glidepath.record.alerts.models import Alert, DoseClearance
from glidepath.record.alerts.operations import Reason, acknowledge, raise_alert, resolve
from glidepath.record.care_team.models import CareTeamMember
from glidepath.record.episodes.models import Baseline, Episode
from glidepath.record.instruments.models import ScalePermission
from glidepath.record.medications.changes import ChangeTold, record_change
from glidepath.record.medications.models import MedicationOrder, MedicineChange, NameReading
from glidepath.record.observations.codes import BODY_WEIGHT
from glidepath.record.observations.models import CheckIn, Condition, Observation, ScaleResponse
from glidepath.record.patients.models import Patient, PatientIdentifier, PersonFact
from glidepath.record.plans.models import Plan
from glidepath.record.sites.models import OnCallShift, StaffMembership
from glidepath.record.visits.models import Visit
from glidepath.record.visits.operations import book
from tests.access.canaries import plant

AT = taper.MONDAY
DAY = timedelta(days=1)
NO_DAYS = {"days": [], "added": 0, "changed": 0, "unchanged": 0}
# Those who join the own person's team beside the four of the taper's cast.
JOINING = (
    *(Role.PHYSICAL_THERAPIST, Role.PSYCHOLOGIST, Role.SPECIALIST, Role.PRIMARY_CARE, Role.PEER_FACILITATOR),
    *(Role.PEER_MEMBER, Role.PROGRAMME_MANAGER, Role.AUDITOR, Role.INTERPRETER, Role.API_CLIENT),
)


@dataclass
class Place:
    """One person's record with one of everything an address can name."""

    name: str
    cast: taper.Cast
    plan: Plan
    alert: Alert
    check_in: CheckIn
    scale: ScaleResponse
    visit: Visit
    report: ImportReport
    device_file: DeviceFile
    change: MedicineChange

    @property
    def patient(self) -> Patient:
        return self.cast.patient

    def ids(self, route: str) -> dict[str, UUID]:
        """What stands in the address of a route for each object it names."""
        entry = self.scale if "scale" in route else self.check_in
        return {
            "patient_id": self.patient.public_id,
            "plan_id": self.plan.public_id,
            "plan": self.plan.public_id,
            "alert_id": self.alert.public_id,
            "entry_id": entry.public_id,
            "visit_id": self.visit.public_id,
            "file_id": self.device_file.public_id,
            "public_id": self.report.public_id,
            "permission_id": ScalePermission.objects.filter(site=self.cast.site).earliest("pk").public_id,
            "shift_id": OnCallShift.objects.filter(site=self.cast.site).earliest("pk").public_id,
            "change_id": self.change.public_id,
            "observation_id": Observation.objects.get(patient=self.patient, code=BODY_WEIGHT.code).public_id,
        }


@dataclass
class Clinic:
    """The places, the own person's team by role, and those who were let in once or in part, by name."""

    own: Place
    neighbour: Place
    elsewhere: Place
    team: dict[Role, User]
    others: dict[str, User] = field(default_factory=dict)

    @property
    def places(self) -> tuple[Place, Place, Place]:
        return self.own, self.neighbour, self.elsewhere


def open_clinic() -> Clinic:
    """Everything, as it stands on the Monday of the taper's cast."""
    own = _place("own", taper.make_cast(tag="own"))
    neighbour = _place("neighbour", taper.make_cast(tag="neighbour", site=own.cast.site))
    elsewhere = _place("elsewhere", taper.make_cast(tag="elsewhere"))
    clinic = Clinic(own, neighbour, elsewhere, _team(own))
    clinic.others = _others(clinic)
    for place in clinic.places:
        plant(place.name, place.patient)
        place.alert.refresh_from_db()
    return clinic


def _place(name: str, cast: taper.Cast) -> Place:
    plan = taper.running(cast)
    operations.hold(by=cast.nora, at=AT, patient=cast.patient, reason="A rest.")
    plan.refresh_from_db()
    _write_rows(cast)
    visit, report = _visit(cast), _report(cast)
    return Place(name, cast, plan, _alert(cast), *_answers(cast), visit, report, _file(cast), _change(cast))


def _alert(cast: taper.Cast) -> Alert:
    """One open alert; another one was taken on and closed."""
    reason = Reason(because=["made for these tests"])
    rows = [
        raise_alert(patient=cast.patient, rule=rule, urgency="YELLOW", domain=domain, cause=rule, reason=reason, at=AT)
        for rule, domain in (("fall", "falls"), ("silence", "contact"))
    ]
    acknowledge(by=cast.nora, alert=rows[0], at=AT, note="I call her.")
    resolve(by=cast.nora, alert=rows[0], at=AT, resolution="Called her.")
    return rows[1]


def _answers(cast: taper.Cast) -> tuple[CheckIn, ScaleResponse]:
    entry = check_in_of(cast.patient, AT)
    answers = {item.code: 3 for item in find_scale("peg").items}
    said = {"informant": "patient", "source": "web", "zone": cast.patient.zone, "happened_at": AT}
    scale = submit_scale(by=cast.marisol, patient=cast.patient, scale="peg", answers=answers, at=AT, **said)
    return entry, scale


def _visit(cast: taper.Cast) -> Visit:
    nurse = User.objects.get(pk=cast.nora.user_id)
    chosen: dict[str, Any] = {"kind": "follow_up", "way": "phone", "starts_at": AT + 2 * DAY, "with_user": nurse}
    return book(by=cast.nora, at=AT, patient=cast.patient, **chosen)


def _report(cast: taper.Cast) -> ImportReport:
    row = {"file_name": "a.json", "file_hash": "0" * 64, "imported_at": AT, "imported_by": "Nora"}
    return ImportReport.objects.create(patient=cast.patient, site=cast.site, **row)


def _file(cast: taper.Cast) -> DeviceFile:
    row = {"file_name": "export.zip", "file_hash": "0" * 64, "size": 1, "sent_at": AT, "sent_as": "patient"}
    return DeviceFile.objects.create(patient=cast.patient, site=cast.site, state="done", counts=NO_DAYS, **row)


def _change(cast: taper.Cast) -> MedicineChange:
    told = ChangeTold("start", "An antibiotic", AT.date(), "patient", note="A note.")
    return record_change(by=cast.nora, at=AT, patient=cast.patient, told=told, token=uuid4())


def _write_rows(cast: taper.Cast) -> None:
    """Rows with words in them that no operation above has made."""
    whose = {"patient": cast.patient, "site": cast.site}
    source = {"source_system": "urn:test", "source_ref": "1"}
    permitted = {"granted_by": "Somebody", "reference": "A letter", "granted_on": AT.date(), "recorded_at": AT}
    ScalePermission.objects.create(site=cast.site, scale="sowsg", **permitted)
    seen = {"happened_at": AT, "zone": "America/Denver", "received_at": AT, "informant": "import", "source": "x"}
    PatientIdentifier.objects.create(**whose, system="urn:test", value=cast.patient.ref)
    NameReading.objects.create(**whose, name="A tea", note="No medicine.", recorded_at=AT)
    PersonFact.objects.create(**whose, name="shift_work", answer="no", recorded_at=AT, note="A note.")
    Condition.objects.create(**whose, **source, display="A diagnosis", clinical_status="active")
    MedicationOrder.objects.create(**whose, **source, content_hash="0", display="An order", status="active")
    Observation.objects.create(**whose, **seen, form_version="1", code="33914-3", display="eGFR", value_text="high")
    weighed = {**seen, "informant": "clinician", "unit": "kg", "value_number": 80}
    Observation.objects.create(**whose, **weighed, form_version="1", code=BODY_WEIGHT.code, display="weight")
    DoseClearance.objects.create(**whose, at=AT, by_id=cast.dr_park.user_id, found="Awake.")
    PhoneTakenOff.objects.create(**whose, at=AT, by_id=cast.dr_park.user_id, reason="Stolen.")
    episode = Episode.objects.filter(patient=cast.patient).first() or Episode.objects.create(
        **whose, opened_at=AT, opened_on=AT.date()
    )
    Baseline.objects.get_or_create(**whose, episode=episode, defaults={"started_at": AT})


def _team(own: Place) -> dict[Role, User]:
    cast = own.cast
    actors: list[Actor] = [cast.marisol, cast.dr_park, cast.farah, cast.nora]
    team = {actor.role: User.objects.get(pk=actor.user_id) for actor in actors}
    house = _house(own, own)
    for role in (*JOINING, Role.CAREGIVER):
        team[role] = people.join(house, role)
    people.grant(house, team[Role.CAREGIVER], ["checkin"])
    return team


def _house(own: Place, other: Place) -> people.Cast:
    """The place as the foundation's cast has it, whose helpers let people join and be let in."""
    return people.Cast(own.cast.site, other.cast.site, own.patient, other.patient)


def _others(clinic: Clinic) -> dict[str, User]:
    """People who were let in once, in part, later, or not at all."""
    house, own = _house(clinic.own, clinic.elsewhere), clinic.own
    names = ("revoked", "expired", "unrelated", "left-team", "left-clinic", "to-come", "other-role", "no-team", "none")
    found = {name: people.user(name) for name in names}
    people.grant(house, found["revoked"], ["plan", "checkin"], revoked_at=AT - DAY)
    people.grant(house, found["expired"], ["plan", "checkin"], expires_at=AT - DAY)
    people.grant(house, found["unrelated"], ["visits"])
    on_team = {"patient": own.patient, "site": own.cast.site, "role": Role.NURSE.value, "since": people.LONG_AGO}
    CareTeamMember.objects.create(**on_team, user=found["left-team"], until=AT - DAY)
    CareTeamMember.objects.create(**on_team, user=found["left-clinic"])
    CareTeamMember.objects.create(**{**on_team, "since": AT + DAY}, user=found["to-come"])
    CareTeamMember.objects.create(**{**on_team, "role": Role.PHARMACIST.value}, user=found["other-role"])
    for name in ("left-team", "left-clinic", "to-come", "other-role", "no-team"):
        _hire(own, found[name], AT - DAY if name == "left-clinic" else None)
    return found


def _hire(own: Place, person: User, until: Any) -> None:
    row = {"site": own.cast.site, "user": person, "role": Role.NURSE.value, "since": people.LONG_AGO}
    StaffMembership.objects.create(**row, until=until)


def new_id() -> str:
    """An id nobody has."""
    return str(uuid4())
