"""Every threshold of the rules, named once, with its unit, its source and the mark of that source."""

from .limits import LimitDescription, Limits, LimitsError
from .thresholds import thresholds

__all__ = ["LimitDescription", "Limits", "LimitsError", "thresholds"]
