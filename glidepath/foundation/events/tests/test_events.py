"""Events: every listener in order, in the publisher's transaction."""

from __future__ import annotations

import pytest
from django.db import transaction

from glidepath.foundation import audit, events
from glidepath.foundation.access import system_actor
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.tests.cast import NOON


def test_every_listener_hears_of_an_event_in_the_order_of_the_table(heard):
    events.publish("story.told", who="Paul")
    assert heard == [{"who": "Paul"}, {"second": True, "who": "Paul"}]


def test_an_event_nobody_listens_to_changes_nothing(heard):
    events.publish("story.ignored", who="Paul")
    assert heard == []


def test_a_listener_that_fails_takes_the_publishers_transaction_with_it(db, heard):
    with pytest.raises(ConnectionError), transaction.atomic():
        audit.record(by=system_actor("x"), action="a", object_ref="b", patient_ref=None, at=NOON)
        events.publish("story.breaks")
    assert not AuditEvent.objects.exists()
