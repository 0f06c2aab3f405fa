"""Who needs us now, and the whole picture of one person."""
