"""Writing the trail: with the deed, in a chain, never changed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from glidepath.foundation import audit, clock
from glidepath.foundation.access import Role, system_actor
from glidepath.foundation.audit.models import AuditEvent, AuditShard
from glidepath.foundation.audit.operations import NotInTransaction
from glidepath.foundation.tests.cast import NOON, make_cast

RULES = system_actor("rules")


def write(action: str = "plan.sign", patient_ref: str | None = "paul", **more: object) -> AuditEvent:
    return audit.record(by=RULES, action=action, object_ref="plan:1", patient_ref=patient_ref, at=NOON, **more)


def test_an_event_names_who_did_what_to_what_and_when(db):
    event = write(before={"state": "reviewed"}, after={"state": "signed"})
    event.refresh_from_db()
    assert (event.actor, event.action, event.object_ref, event.at) == ("system:rules", "plan.sign", "plan:1", NOON)
    assert len(event.before_hash) == len(event.after_hash) == 64
    assert event.before_hash != event.after_hash


def test_what_was_there_before_and_after_is_kept_only_as_a_hash(db):
    write(after={"mood": "very low"})
    assert "very low" not in str(list(AuditEvent.objects.values()))


def test_each_event_of_a_person_follows_the_one_before(db):
    first, second = write(), write("plan.hold")
    assert (second.seq, second.previous) == (first.seq + 1, first.mac)


def test_outside_a_transaction_nothing_is_recorded(transactional_db):
    with pytest.raises(NotInTransaction):
        write()
    assert not AuditEvent.objects.exists()


@pytest.mark.hazard("HZ-42")
def test_a_deed_that_is_undone_leaves_no_trace_and_no_gap(db):
    with pytest.raises(RuntimeError, match="undone"), transaction.atomic():
        write()
        raise RuntimeError("undone")
    write()
    assert AuditEvent.objects.get().seq == 1
    assert audit.verify().holds


@pytest.mark.hazard("HZ-42")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_auditevent SET action = 'plan.read'",
        "DELETE FROM audit_auditevent",
        "INSERT INTO audit_auditevent SELECT * FROM audit_auditevent",
    ],
)
def test_the_database_itself_refuses_to_change_delete_or_double_an_event(db, sql):
    write()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert AuditEvent.objects.get().action == "plan.sign"


@pytest.mark.only_on("postgresql")
def test_postgresql_refuses_to_truncate_the_trail(db):
    write()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_auditevent")
    assert AuditEvent.objects.count() == 1


def test_the_same_look_within_ten_minutes_is_one_look_and_later_is_another(db):
    actor = make_cast(Role.NURSE).actor(Role.NURSE)
    for minutes in (0, 5, 9, 16):
        audit.looked(by=actor, patient_ref="paul", what="plan", at=NOON + minutes * clock.dt.timedelta(minutes=1))
    audit.looked(by=actor, patient_ref="paul", what="medicines", at=NOON)
    assert AuditEvent.objects.filter(object_ref="plan").count() == 2
    assert AuditEvent.objects.filter(object_ref="medicines").count() == 1


def test_a_person_sees_who_looked_by_name_and_role_but_not_their_own_looks(db):
    cast = make_cast(Role.NURSE)
    ref = cast.patient.ref
    for role in (Role.NURSE, Role.PATIENT):
        audit.looked(by=cast.actor(role), patient_ref=ref, what="plan", at=NOON)
    audit.looked(by=RULES, patient_ref=ref, what="picture", at=NOON)
    assert [(look.name, look.role, look.what) for look in audit.who_looked(ref)] == [
        ("rules", Role.SYSTEM, "picture"),
        ("nurse-coordinator-in", Role.NURSE, "plan"),
    ]
    assert audit.who_looked(cast.stranger.ref) == []


def test_people_are_spread_over_all_chains(db):
    for number in range(200):
        write(patient_ref=f"person-{number}")
    assert AuditShard.objects.count() == 16
    assert audit.verify().events == 200
