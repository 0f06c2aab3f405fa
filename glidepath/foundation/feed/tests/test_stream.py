"""The live feed: told at once, only to those who may know, nothing lost at a break, ids only."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import AsyncClient

from glidepath.foundation import clock, feed
from glidepath.foundation.access import Role
from glidepath.foundation.feed import operations, poller, queries, stream
from glidepath.foundation.feed.models import FeedEntry
from glidepath.foundation.tests.cast import NOON, make_cast, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_routes")]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(poller, "EVERY", 0.02)
    monkeypatch.setattr(stream, "BEAT_EVERY", 0.3)


def tell(cast, topic="alerts", audience="team", patient=None, site=None) -> int:
    about = (patient or cast.patient).ref
    feed.announce(site_id=(site or cast.site).pk, topic=topic, patient_ref=about, audience=audience)
    return FeedEntry.objects.latest("pk").pk


def in_another_thread(work: Callable[[], object]) -> None:
    """Do it on a connection of its own, as another process would."""

    def run() -> None:
        work()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def later(work: Callable[[], object]) -> None:
    """Do it once the page has caught up."""
    time.sleep(0.15)
    in_another_thread(work)


def listener(cast, role: Role, last_id: int | None = None) -> stream.Listener:
    client = signed_in(cast.users[role])
    return stream.Listener(cast.actor(role), client.session.session_key, last_id)


async def events(lines: AsyncIterator[str | bytes], wanted: int) -> list[dict[str, str]]:
    """The first events that are no beats, as a browser reads them."""
    found: list[dict[str, str]] = []
    async for sent in lines:
        text = sent if isinstance(sent, str) else sent.decode()
        for block in filter(None, text.split("\n\n")):
            fields = dict(line.split(": ", 1) for line in block.split("\n"))
            if "data" in fields and fields.get("event") != "beat":
                found.append(fields)
        if len(found) >= wanted:
            return found
    return found


def hear(page: stream.Listener, wanted: int, meanwhile: Callable[[], object] = lambda: None) -> list[dict[str, str]]:
    """Open the page, let something happen, and return what it hears."""

    async def run() -> list[dict[str, str]]:
        async with asyncio.timeout(10), aclosing(stream.stream(page)) as lines:
            await anext(lines)
            happening = asyncio.create_task(asyncio.to_thread(later, meanwhile))
            heard = await events(lines, wanted)
            await happening
            return heard

    return asyncio.run(run())


def test_a_change_reaches_the_open_page_of_the_team_with_its_id_and_topic():
    cast = make_cast(Role.NURSE)
    (event,) = hear(listener(cast, Role.NURSE), 1, lambda: tell(cast))
    assert event["event"] == "alerts"
    assert int(event["id"]) == FeedEntry.objects.get().pk
    assert json.loads(event["data"]) == {"schema": 1, "topic": "alerts", "patient": cast.patient.ref}


def topics(entries: list[queries.Entry]) -> list[str]:
    return [entry.topic for entry in entries]


def test_each_hears_only_their_own_side_site_and_people():
    cast = make_cast(Role.NURSE)
    tell(cast, "a.foreign.person", patient=cast.stranger)
    tell(cast, "another.site", site=cast.other_site)
    tell(cast, "for.paul", audience="patient")
    tell(cast, "for.olga", audience="patient", patient=cast.stranger)
    tell(cast, "for.the.team")
    feed.announce(site_id=cast.site.pk, topic="for.all.staff", patient_ref=None, audience="team")
    feed.announce(site_id=cast.site.pk, topic="no.person", patient_ref=None, audience="patient")
    now = clock.now()
    heard = {role: topics(queries.catch_up(cast.actor(role), 0, now)) for role in (Role.NURSE, Role.PATIENT)}
    assert heard == {Role.NURSE: ["for.the.team", "for.all.staff"], Role.PATIENT: ["for.paul"]}


def test_after_a_break_a_page_hears_all_it_missed_and_nothing_twice():
    cast = make_cast(Role.NURSE)
    with clock.at(NOON):
        first = [tell(cast, f"t{number}") for number in range(3)]
        late = tell(cast, "t3")
    heard = hear(listener(cast, Role.NURSE, last_id=first[-1]), 2, lambda: tell(cast, "t4"))
    assert [event["event"] for event in heard] == ["t3", "t4"]
    assert int(heard[0]["id"]) == late


def test_a_page_that_connects_first_hears_what_changed_while_it_loaded():
    cast = make_cast(Role.NURSE)
    with clock.at(clock.now() - timedelta(minutes=5)):
        tell(cast, "old")
    tell(cast, "just.now")
    assert [event["event"] for event in hear(listener(cast, Role.NURSE), 1)] == ["just.now"]


def test_a_line_that_commits_late_with_a_lower_id_is_not_lost():
    cast = make_cast(Role.NURSE)
    slow = FeedEntry.objects.create(site_id=cast.site.pk, patient_ref=cast.patient.ref, audience="team", topic="slow")
    number, slow_row = slow.pk, slow
    slow.delete()

    def commit_late() -> None:
        slow_row.pk = number
        slow_row.save(force_insert=True)

    async def run() -> list[dict[str, str]]:
        async with asyncio.timeout(10), aclosing(stream.stream(page)) as lines:
            await anext(lines)
            await asyncio.to_thread(in_another_thread, lambda: tell(cast, "quick"))
            quick = await events(lines, 1)
            await asyncio.to_thread(in_another_thread, commit_late)
            return quick + await events(lines, 1)

    page = listener(cast, Role.NURSE)
    heard = asyncio.run(run())
    assert [event["event"] for event in heard] == ["quick", "slow"]
    assert int(heard[1]["id"]) < int(heard[0]["id"])


def test_what_is_undone_is_never_told():
    cast = make_cast(Role.NURSE)

    def undone_then_done() -> None:
        with pytest.raises(RuntimeError), transaction.atomic():
            tell(cast, "undone")
            raise RuntimeError
        tell(cast, "done")

    assert [event["event"] for event in hear(listener(cast, Role.NURSE), 1, undone_then_done)] == ["done"]


def test_when_lines_were_dropped_meanwhile_the_page_is_told_to_look_at_everything():
    cast = make_cast(Role.NURSE)
    with clock.at(NOON):
        first = tell(cast, "gone")
    tell(cast, "still.gone")
    FeedEntry.objects.filter(pk__lte=first + 1).delete()
    tell(cast, "kept")
    heard = hear(listener(cast, Role.NURSE, last_id=first), 2)
    assert (heard[0]["data"], heard[1]["event"]) == ("all", "kept")


def test_a_stream_ends_when_its_session_ends():
    cast = make_cast(Role.NURSE)
    page = listener(cast, Role.NURSE)

    def sign_out() -> None:
        from django.contrib.sessions.models import Session

        Session.objects.all().delete()

    assert hear(page, 1, sign_out) == []


def test_a_stream_ends_when_the_person_leaves_the_clinic():
    cast = make_cast(Role.NURSE)
    page = listener(cast, Role.NURSE)
    assert hear(page, 1, lambda: cast.users[Role.NURSE].staff_memberships.all().delete()) == []


def test_a_silent_stream_beats():
    cast = make_cast(Role.NURSE)

    async def run() -> list[str]:
        async with asyncio.timeout(10), aclosing(stream.stream(listener_)) as lines:
            return [await anext(lines) for _ in range(3)]

    listener_ = listener(cast, Role.NURSE)
    texts = asyncio.run(run())
    assert all("event: beat" in text for text in texts)


def test_many_pages_share_one_reader_which_stops_with_the_last():
    cast = make_cast(Role.NURSE)
    page = listener(cast, Role.NURSE)

    async def run() -> tuple[int, int, bool]:
        streams = [stream.stream(page) for _ in range(20)]
        for lines in streams:
            await anext(lines)
        source = poller.poller()
        open_then = len(source.queues)
        readers = sum("Poller._read" in repr(task.get_coro()) for task in asyncio.all_tasks())
        for lines in streams:
            await lines.aclose()
        await asyncio.sleep(0.2)
        return open_then, readers, bool(source._task and source._task.done())

    assert asyncio.run(run()) == (20, 1, True)


def test_when_the_server_goes_every_stream_ends_at_once():
    cast = make_cast(Role.NURSE)
    page = listener(cast, Role.NURSE)
    assert hear(page, 1, poller.end_streams) == []


def test_the_address_streams_events_and_refuses_strangers():
    cast = make_cast(Role.NURSE, Role.AUDITOR)
    with clock.at(NOON):
        last = str(tell(cast, "alerts") - 1)
    cookies = {role: signed_in(cast.users[role]).cookies for role in (Role.NURSE, Role.AUDITOR)}

    async def get(role: Role | None, **headers: str):
        client = AsyncClient()
        client.cookies = cookies.get(role, client.cookies)
        return await client.get("/live/", headers=headers)

    async def run():
        async with asyncio.timeout(10):
            answer = await get(Role.NURSE, **{"Last-Event-ID": last})
            heard = await events(answer.streaming_content.__aiter__(), 1)
            await answer.streaming_content.aclose()
            return answer, heard, await get(None), await get(Role.AUDITOR)

    answer, heard, stranger, auditor = asyncio.run(run())
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert answer.headers["Cache-Control"] == "no-store"
    assert [event["event"] for event in heard] == ["alerts"]
    assert (stranger.status_code, auditor.status_code) == (302, 403)


@pytest.mark.parametrize("text", ["", "-1", "abc", "1e3", "٣", "9" * 40])
def test_a_last_id_that_is_no_number_counts_as_a_first_connection(text, rf):
    from glidepath.foundation.feed.views import _last_id

    assert _last_id(rf.get("/live/", headers={"Last-Event-ID": text})) is None


def test_unknown_audiences_and_topics_with_line_breaks_are_refused():
    with pytest.raises(ValueError, match="nobody"):
        feed.announce(site_id=1, topic="a", patient_ref=None, audience="nobody")
    with pytest.raises(ValueError, match="one word"):
        feed.announce(site_id=1, topic="a\ndata: x", patient_ref=None, audience="team")


def test_old_lines_are_dropped_but_never_the_newest():
    cast = make_cast()
    with clock.at(NOON):
        kept = [tell(cast) for _ in range(3)][-1]
    operations.forget_old(NOON + timedelta(days=3))
    assert list(FeedEntry.objects.values_list("pk", flat=True)) == [kept]
