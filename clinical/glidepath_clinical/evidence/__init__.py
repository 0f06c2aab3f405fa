"""The sources that rules, thresholds, frameworks and figures cite, each by one key and with its mark."""

from glidepath_clinical.evidence.citations import CITATIONS, MARKS, Citation, UnknownCitation, cite

__all__ = ["CITATIONS", "MARKS", "Citation", "UnknownCitation", "cite"]
