"""What can be wrong with a file: one row of it, or the whole."""

from __future__ import annotations

from dataclasses import dataclass, field

LISTED = 100


class BadRow(ValueError):
    """One row cannot be used. `problem` says what is wrong, `mend` what would help."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend


class FileRefused(Exception):
    """The file as a whole cannot be read: nothing of it is kept. `code` names why, the message how to mend it."""

    def __init__(self, code: str, message: str, where: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.where = where


@dataclass(frozen=True)
class Fault:
    """A row that was left out: where it stands, what is wrong with it, and how to mend it."""

    where: str
    problem: str
    mend: str


@dataclass
class Faults:
    """The rows left out: all are counted, the first hundred are listed."""

    count: int = 0
    listed: list[Fault] = field(default_factory=list)

    def add(self, where: str, bad: BadRow) -> None:
        """Note one more."""
        self.count += 1
        if len(self.listed) < LISTED:
            self.listed.append(Fault(where, bad.problem, bad.mend))
