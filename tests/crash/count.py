"""What stands in the database after the crashes, printed as JSON."""

from __future__ import annotations

import json

import django

django.setup()

from glidepath.foundation import audit  # noqa: E402  the settings must be there first
from glidepath.foundation.outbox.models import OutboxMessage  # noqa: E402  Django has to be set up before
from glidepath.record.alerts.models import AlertCause, AlertEvent  # noqa: E402  Django has to be set up before
from glidepath.record.observations.models import CheckIn  # noqa: E402  Django has to be set up before


def main() -> dict[str, object]:
    """Every stored check-in by the id its sender gave it, the alerts they led to, and where each message stands."""
    entries = list(CheckIn.objects.all())
    urgent = [entry for entry in entries if entry.answers["no_fluids_24h"]]
    causes = dict(AlertCause.objects.filter(rule="withdrawal_crisis").values_list("cause", "public_id"))
    messages = dict(OutboxMessage.objects.filter(topic="alert.raised").values_list("idempotency_key", "state"))
    keys = [f"alert.raised:{public_id}" for public_id in AlertCause.objects.values_list("public_id", flat=True)]
    return {
        "stored": [str(entry.client_uuid) for entry in entries],
        "urgent": len(urgent),
        "urgent_without_alert": [e.pk for e in urgent if f"check_in:{e.public_id}" not in causes],
        "alerts_without_message": [key for key in keys if key not in messages],
        "not_delivered": [key for key, state in messages.items() if state != "done"],
        "told_at_once": [
            f"alert.raised:{public_id}"
            for public_id in AlertCause.objects.filter(urgency="RED").values_list("public_id", flat=True)
        ],
        "delivered_events": AlertEvent.objects.filter(kind="delivered").count(),
        "audit_holds": audit.verify().holds,
    }


if __name__ == "__main__":
    print(json.dumps(main()))
