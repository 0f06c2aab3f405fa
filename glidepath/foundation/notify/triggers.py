"""What makes the database itself refuse to change or delete a prompt or a line of the ledger."""

from __future__ import annotations

from glidepath.foundation.append_only import AppendOnly

PROMPTS = AppendOnly("notify_prompt", "prompt", "prompts are append-only")
LINES = AppendOnly("notify_promptevent", "ledger", "the delivery ledger is append-only")
LEDGER = (LINES, PROMPTS)
