"""Changing a plan that runs: every change is a new version with its own certificate; the past stays as it was."""

from glidepath_clinical.tapering.change.events import KINDS
from glidepath_clinical.tapering.change.holding import held, resume
from glidepath_clinical.tapering.change.log import Changed, NotChanged, change
from glidepath_clinical.tapering.change.running import Stretch, timeline

__all__ = ["KINDS", "Changed", "NotChanged", "Stretch", "change", "held", "resume", "timeline"]
