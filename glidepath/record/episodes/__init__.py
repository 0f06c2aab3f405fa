"""One taper of one person from baseline to the end of its 24-month watch."""
