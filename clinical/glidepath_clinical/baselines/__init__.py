"""The person's own usual: every daily measure is read against it, never against other people."""

from .usual import CannotSay, Usual, median_and_spread, middle, usual_of

__all__ = ["CannotSay", "Usual", "median_and_spread", "middle", "usual_of"]
