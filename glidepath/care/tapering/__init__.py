"""Proposing, reviewing, signing, starting, releasing, holding and resuming a plan."""
