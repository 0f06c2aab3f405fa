"""Every threshold of the rules, named once, with its unit, its source and the mark of that source."""

from .limits import LimitDescription, Limits, LimitsError

__all__ = ["LimitDescription", "Limits", "LimitsError"]
