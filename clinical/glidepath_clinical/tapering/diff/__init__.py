"""What differs between two versions of a plan, as a value that pages, PDFs and messages print."""

from glidepath_clinical.tapering.diff.comparing import diff
from glidepath_clinical.tapering.diff.values import PlanDiff, StepDiff, StepState, Value
from glidepath_clinical.tapering.diff.words import diff_words

__all__ = ["PlanDiff", "StepDiff", "StepState", "Value", "diff", "diff_words"]
