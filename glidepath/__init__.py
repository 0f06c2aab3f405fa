"""Glidepath: the platform with which a clinic tapers medicines together with the person who takes them."""

__version__ = "0.1.0"
