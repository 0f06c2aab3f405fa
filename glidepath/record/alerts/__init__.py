"""Red flags raised about a person, and what became of each."""
