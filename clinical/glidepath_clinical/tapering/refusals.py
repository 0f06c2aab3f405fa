"""Why no plan was made: a code that programs read and a sentence that people read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """One named reason. `field` is the part of the request it is about; `cite` the key of its source."""

    code: str
    because: str
    field: str | None = None
    cite: str | None = None

    def to_json(self) -> dict[str, str]:
        """Code and reason, and the field and source where there is one."""
        more = {"field": self.field, "cite": self.cite}
        return {"code": self.code, "because": self.because, **{k: v for k, v in more.items() if v is not None}}
