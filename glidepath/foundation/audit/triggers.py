"""What makes the database itself refuse to change or delete an event. Used by the migration and by its tests."""

from __future__ import annotations

from glidepath.foundation.append_only import AppendOnly

TRAIL = AppendOnly("audit_auditevent", "audit", "audit events are append-only")
guard, unguard = TRAIL.guard, TRAIL.unguard
