"""What the engine says, in Spanish: its reasons, refusals and offers, and the words of the published frameworks.

The engine writes English sentences with numbers and names in them; plans are frozen with those. Here each sentence
stands once with its places ({product}) and its Spanish beside it: the numbers are always those that were frozen.
"""

from glidepath_clinical.tapering.spanish.frameworks import framework_in_spanish
from glidepath_clinical.tapering.spanish.sentences import in_spanish

__all__ = ["framework_in_spanish", "in_spanish"]
