"""What was started, stopped or changed in dose, what the whole list is, and what the combinations of it may do."""
