"""Meetings between a person and the team."""
