"""Taper plans, their frozen steps, reviews, releases and holds."""
