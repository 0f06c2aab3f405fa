"""The shape every red-flag rule has: a module with these names. `check` is pure and reads no clock."""

from __future__ import annotations

from typing import Protocol

from glidepath_clinical.findings import Finding, Unanswerable
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule


class Rule(Protocol):
    """One rule. Its module docstring says When and Then in plain words.

    ID is the slug of the file, the page of cases and the address of its source attributes. NEEDS names the
    answers it cannot do without, READS every field of the picture it looks at, LIMITS the thresholds it compares
    with, CITES its sources by key, ABOUT what its source attributes say.
    """

    @property
    def ID(self) -> str: ...

    @property
    def DOMAIN(self) -> str: ...

    @property
    def NEEDS(self) -> tuple[str, ...]: ...

    @property
    def READS(self) -> tuple[str, ...]: ...

    @property
    def LIMITS(self) -> tuple[str, ...]: ...

    @property
    def CITES(self) -> tuple[str, ...]: ...

    @property
    def ABOUT(self) -> AboutRule: ...

    def check(self, picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None: ...
