"""What a person agreed to, in the words that were shown, and what matters to them."""
