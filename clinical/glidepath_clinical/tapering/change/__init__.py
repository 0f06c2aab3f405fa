"""Changing a plan that runs: every change is a new version with its own certificate; the past stays as it was."""

from glidepath_clinical.tapering.change.holding import held, resume

__all__ = ["held", "resume"]
