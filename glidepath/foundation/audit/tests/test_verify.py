"""Whoever owns the database but not the key cannot change the trail unseen."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from glidepath.foundation import audit
from glidepath.foundation.access import system_actor
from glidepath.foundation.audit import heads
from glidepath.foundation.audit.tests.clearing import guard_lifted
from glidepath.foundation.tests.cast import NOON

TABLE = "audit_auditevent"
TEXTS = ("actor", "on_behalf_of", "action", "object_ref", "patient_ref", "purpose", "decision")
HASHES = ("before_hash", "after_hash", "previous", "mac")


def sql(text: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.rowcount


def rows(text: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall()


def write_story(people: int = 12, each: int = 6) -> None:
    for number in range(people * each):
        audit.record(
            by=system_actor(f"actor-{number % 5}"),
            action=f"deed.{number % 7}",
            object_ref=f"thing:{number}",
            patient_ref=f"person-{number % people}",
            at=NOON + timedelta(minutes=number),
            after={"number": number},
        )


def pick(rng: random.Random) -> tuple[int, int, int]:
    """id, shard and seq of some event."""
    return rng.choice(rows(f"SELECT id, shard, seq FROM {TABLE} ORDER BY id"))


def edit_a_text(rng: random.Random) -> None:
    sql(f"UPDATE {TABLE} SET {rng.choice(TEXTS)} = %s WHERE id = %s", f"forged-{rng.randrange(10**6)}", pick(rng)[0])


def edit_a_hash(rng: random.Random) -> None:
    sql(f"UPDATE {TABLE} SET {rng.choice(HASHES)} = %s WHERE id = %s", f"{rng.getrandbits(256):064x}", pick(rng)[0])


def edit_the_time(rng: random.Random) -> None:
    later = NOON + timedelta(days=1, microseconds=rng.randrange(10**6))
    sql(f"UPDATE {TABLE} SET at = %s WHERE id = %s", later, pick(rng)[0])


def edit_the_clinic(rng: random.Random) -> None:
    sql(f"UPDATE {TABLE} SET site = %s WHERE id = %s", rng.randrange(10**6), pick(rng)[0])


def delete_one(rng: random.Random) -> None:
    sql(f"DELETE FROM {TABLE} WHERE id = %s", pick(rng)[0])


def delete_one_and_close_the_gap(rng: random.Random) -> None:
    number, shard, seq = pick(rng)
    sql(f"DELETE FROM {TABLE} WHERE id = %s", number)
    for (later,) in rows(f"SELECT id FROM {TABLE} WHERE shard = %s AND seq > %s ORDER BY seq", shard, seq):
        sql(f"UPDATE {TABLE} SET seq = seq - 1 WHERE id = %s", later)
    sql("UPDATE audit_auditshard SET seq = seq - 1 WHERE shard = %s", shard)


def swap_two(rng: random.Random) -> None:
    (one, shard, seq), (other, other_shard, other_seq) = rng.sample(
        rows(f"SELECT id, shard, seq FROM {TABLE} ORDER BY id"), 2
    )
    sql(f"UPDATE {TABLE} SET seq = 1000000 WHERE id = %s", one)
    sql(f"UPDATE {TABLE} SET shard = %s, seq = %s WHERE id = %s", shard, seq, other)
    sql(f"UPDATE {TABLE} SET shard = %s, seq = %s WHERE id = %s", other_shard, other_seq, one)


def insert_at_the_end(rng: random.Random) -> None:
    _, shard, _ = pick(rng)
    ((seq, head),) = rows("SELECT seq, head FROM audit_auditshard WHERE shard = %s", shard)
    names = "shard, seq, at, actor, on_behalf_of, site, action, object_ref, patient_ref, purpose, decision"
    forged = f"{rng.getrandbits(256):064x}"
    sql(
        f"INSERT INTO {TABLE} ({names}, before_hash, after_hash, previous, mac) "
        "VALUES (%s, %s, %s, 'a', '', NULL, 'b', '', NULL, 'care', 'allowed', '', '', %s, %s)",
        *(shard, seq + 1, NOON, head, forged),
    )
    sql("UPDATE audit_auditshard SET seq = %s, head = %s WHERE shard = %s", seq + 1, forged, shard)


def insert_in_the_middle(rng: random.Random) -> None:
    number, shard, seq = pick(rng)
    for (later,) in rows(f"SELECT id FROM {TABLE} WHERE shard = %s AND seq > %s ORDER BY seq DESC", shard, seq):
        sql(f"UPDATE {TABLE} SET seq = seq + 1 WHERE id = %s", later)
    names = "at, actor, on_behalf_of, site, action, object_ref, patient_ref, purpose, decision, before_hash, after_hash"
    sql(
        f"INSERT INTO {TABLE} (shard, seq, {names}, previous, mac) "
        f"SELECT shard, seq + 1, {names}, previous, mac FROM {TABLE} WHERE id = %s",
        number,
    )
    sql("UPDATE audit_auditshard SET seq = seq + 1 WHERE shard = %s", shard)


def move_to_a_chain_that_does_not_exist(rng: random.Random) -> None:
    sql(f"UPDATE {TABLE} SET shard = 99 WHERE id = %s", pick(rng)[0])


def cut_the_end(rng: random.Random) -> None:
    """The cleverest: cut, and set the head back, so that everything left still fits together."""
    _, shard, seq = pick(rng)
    sql(f"DELETE FROM {TABLE} WHERE shard = %s AND seq >= %s", shard, seq)
    left = rows(f"SELECT seq, mac FROM {TABLE} WHERE shard = %s ORDER BY seq DESC LIMIT 1", shard)
    seq_left, head = left[0] if left else (0, "")
    sql("UPDATE audit_auditshard SET seq = %s, head = %s WHERE shard = %s", seq_left, head, shard)


TAMPERS: list[Callable[[random.Random], None]] = [
    edit_a_text,
    edit_a_hash,
    edit_the_time,
    edit_the_clinic,
    delete_one,
    delete_one_and_close_the_gap,
    swap_two,
    insert_at_the_end,
    insert_in_the_middle,
    move_to_a_chain_that_does_not_exist,
    cut_the_end,
]


@pytest.mark.hazard("HZ-42")
@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda tamper: tamper.__name__)
def test_every_change_behind_our_back_is_found(db, tmp_path: Path, tamper):
    write_story()
    file = tmp_path / "heads.jsonl"
    heads.sign_heads(NOON + timedelta(hours=3), file)
    assert audit.verify(file).holds
    for seed in range(25):
        point = transaction.savepoint()
        with guard_lifted():
            tamper(random.Random(f"{tamper.__name__} {seed}"))
        assert not audit.verify(file).holds, f"{tamper.__name__} with seed {seed} was not found"
        transaction.savepoint_rollback(point)
    assert audit.verify(file).holds


def test_without_signed_heads_a_cut_end_cannot_be_seen_and_the_report_says_so(db, tmp_path: Path):
    write_story()
    with guard_lifted():
        cut_the_end(random.Random(1))
    report = audit.verify(tmp_path / "none.jsonl")
    assert report.holds
    assert "no signed heads" in str(report)


def test_events_written_after_the_last_heads_do_not_disturb(db, tmp_path: Path):
    write_story(people=3, each=2)
    file = tmp_path / "heads.jsonl"
    heads.sign_heads(NOON, file)
    write_story(people=3, each=2)
    assert audit.verify(file).holds


@pytest.mark.parametrize("damage", ['"seq"', "not json at all", '{"at":"x","ends":{},"signature":"00"}'])
def test_a_forged_line_of_heads_is_reported(db, tmp_path: Path, damage: str):
    write_story(people=2, each=2)
    file = tmp_path / "heads.jsonl"
    heads.sign_heads(NOON, file)
    file.write_text(file.read_text() + damage + "\n")
    report = audit.verify(file)
    assert [problem.what for problem in report.problems] == ["a line of signed heads is not genuine"]


def test_with_another_key_nothing_verifies(db, settings, tmp_path: Path):
    write_story(people=2, each=2)
    settings.GLIDEPATH_AUDIT_KEY = "another key"
    assert len(audit.verify(tmp_path / "none.jsonl").problems) == 4


def test_the_worker_signs_heads_every_five_minutes(db, settings, tmp_path: Path):
    settings.GLIDEPATH_DATA_DIR = tmp_path
    write_story(people=2, each=2)
    for minutes in (0, 1, 4, 5, 9, 10):
        heads.tick(NOON + timedelta(minutes=minutes))
    assert [line.at for line in heads.read_heads(heads.heads_file())] == [
        (NOON + timedelta(minutes=minutes)).isoformat() for minutes in (0, 5, 10)
    ]
