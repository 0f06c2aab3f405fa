"""A read or an insert whose SQL is built once gives and stores exactly what the ORM gives and stores."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import models

from glidepath.foundation.feed.models import FeedEntry
from glidepath.foundation.outbox.models import OutboxMessage
from glidepath.foundation.statements import Question, insert, update

pytestmark = pytest.mark.django_db
AT = datetime(2027, 3, 3, 19, 0, 0, 123456, tzinfo=UTC)


def entry(number: int = 1, at: datetime = AT) -> FeedEntry:
    return FeedEntry(site_id=number, patient_ref=None, audience="team", topic="t", payload={"n": [number]}, at=at)


def after(moment: datetime, site: int) -> models.QuerySet[FeedEntry]:
    rows = FeedEntry.objects.filter(at__gt=moment, site_id=site).order_by("pk")
    return rows.values_list("payload", "at", "patient_ref", "site_id")


def test_a_row_comes_back_as_the_orm_stores_it_and_knows_its_key() -> None:
    row = entry()
    insert(row)
    found = FeedEntry.objects.get()
    assert (found.pk, found.payload, found.at, found.patient_ref) == (row.pk, {"n": [1]}, AT, None)
    assert not row._state.adding


def test_several_rows_go_in_with_one_statement(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):
        insert(entry(1), entry(2))
    assert list(FeedEntry.objects.order_by("pk").values_list("site_id", flat=True)) == [1, 2]


def test_a_question_gives_what_the_orm_gives_with_other_values_each_time() -> None:
    insert(entry(7), entry(7, AT + timedelta(hours=2)), entry(8))
    question = Question(after, moment=datetime, site=int)
    for moment, site in ((AT, 7), (AT - timedelta(seconds=1), 7), (AT, 8), (AT, 9)):
        rows = [tuple(row) for row in question.ask(moment=moment, site=site)]
        assert rows == list(after(moment, site))


def test_two_values_of_one_kind_keep_their_places() -> None:
    insert(entry(1, AT), entry(2, AT + timedelta(days=2)))

    def between(first: datetime, last: datetime) -> models.QuerySet[FeedEntry]:
        return FeedEntry.objects.filter(at__lt=last, at__gte=first).values_list("site_id")

    question = Question(between, first=datetime, last=datetime)
    assert list(question.ask(first=AT, last=AT + timedelta(days=1))) == [(1,)]
    assert list(question.ask(first=AT + timedelta(days=1), last=AT + timedelta(days=3))) == [(2,)]


def test_a_value_that_the_query_does_not_use_is_refused_by_name() -> None:
    question = Question(lambda site, day: FeedEntry.objects.filter(site_id=site).values_list("pk"), site=int, day=date)
    with pytest.raises(LookupError, match="day"):
        question.ask(site=1, day=date(2027, 3, 3))


def test_a_missing_value_is_an_error_and_no_value_can_write_sql() -> None:
    question = Question(lambda key: FeedEntry.objects.filter(pk=key).values_list("pk"), key=int)
    assert list(question.ask(key=5)) == []
    with pytest.raises(KeyError):
        question.ask()
    row = FeedEntry(site_id=1, audience="team", topic="'); DROP TABLE feed_feedentry; --%s", payload={})
    insert(row)
    assert FeedEntry.objects.get().topic == row.topic


def test_an_update_writes_the_named_fields_of_this_row_alone() -> None:
    rows = [OutboxMessage(topic="a", payload={}, idempotency_key=str(n), next_at=AT) for n in range(2)]
    for row in rows:
        insert(row)
    rows[0].attempts, rows[0].topic = 3, "not named"
    assert update(rows[0], "attempts") == 1
    assert list(OutboxMessage.objects.order_by("pk").values_list("attempts", "topic")) == [(3, "a"), (0, "a")]
    assert update(OutboxMessage(pk=10**9, attempts=1), "attempts") == 0
