"""What was observed, by whom, when, and how it reached us."""
