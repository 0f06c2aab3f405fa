"""Why no plan was made: a code that programs read and a sentence that people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """One named reason. `field` is the part of the request it is about; `cite` the key of its source.

    `choices` are what that part could say instead, where each is known.
    """

    code: str
    because: str
    field: str | None = None
    cite: str | None = None
    choices: tuple[tuple[str, ...], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Code and reason, and the field, source and choices where there are some."""
        choices = [list(choice) for choice in self.choices] or None
        more = {"field": self.field, "cite": self.cite, "choices": choices}
        return {"code": self.code, "because": self.because, **{k: v for k, v in more.items() if v is not None}}
