"""Which change of a dose needs whose agreement."""

from .agreement import Agreements, ChangeKind, DoseChange, agreement_needed

__all__ = ["Agreements", "ChangeKind", "DoseChange", "agreement_needed"]
