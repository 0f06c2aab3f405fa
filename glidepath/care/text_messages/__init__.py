"""Check-in, pause and help by text message, for phones that do nothing else."""
