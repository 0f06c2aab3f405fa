"""What rules return: a finding, a question that could not be answered, or a rule that broke."""

from .evaluation_json import evaluation_to_json
from .finding import Evaluation, Fact, Failed, Finding, Unanswerable, Urgency, most_urgent

__all__ = ["Evaluation", "Fact", "Failed", "Finding", "Unanswerable", "Urgency", "evaluation_to_json", "most_urgent"]
