"""Daily check-ins, scales, and what a clinician scores."""
