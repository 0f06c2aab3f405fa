"""How dates, times and numbers are written, one module for each language."""
