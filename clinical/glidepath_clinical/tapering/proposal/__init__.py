"""What to do at the next step, proposed from how the person has responded; a clinician decides."""

from glidepath_clinical.tapering.proposal.answers import QUESTIONS, Answers
from glidepath_clinical.tapering.proposal.proposing import Kind, Proposal, Reason, propose
from glidepath_clinical.tapering.proposal.thresholds import THRESHOLDS, Threshold

__all__ = ["QUESTIONS", "THRESHOLDS", "Answers", "Kind", "Proposal", "Reason", "Threshold", "propose"]
