"""Taking a person in: import, reconciliation, baseline."""
