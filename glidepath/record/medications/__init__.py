"""What was ordered, what is really taken, what is at home."""
