"""Clinics: their limits, languages, on-call people and crisis numbers."""
