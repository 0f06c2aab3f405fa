"""The record: what is known about one person, and nothing that a person does with it."""
