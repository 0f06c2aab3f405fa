"""What can be wrong with an amount, said so that a person can mend it."""

from __future__ import annotations


class QuantityError(ValueError):
    """An amount cannot be used. `field` is where it stood; `message` says what is wrong and how to mend it."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        self.message = message
        super().__init__(f"{field}: {message}")


class UnitMismatch(QuantityError):
    """Two doses of different units met in one sum or comparison."""

    def __init__(self, one: str, other: str) -> None:
        message = f"{one} and {other} cannot be added or compared; convert one of them first"
        super().__init__("unit", message)
