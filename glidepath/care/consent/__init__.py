"""The person's yes, in words that are kept."""
