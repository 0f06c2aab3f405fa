"""Checks of the house. Each module has `problems(...)`, which lists what is wrong in words."""
