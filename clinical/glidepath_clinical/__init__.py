"""The clinical core of Glidepath: exact, standard library only, no clock, no disk, no network."""

__version__ = "0.1.0"

__all__ = ["__version__"]
