"""The command `glidepath-clinical`: every subcommand is a module with `register` and `run`, listed here."""

from glidepath_clinical.cli.main import main

__all__ = ["main"]
