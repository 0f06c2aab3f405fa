"""The people who taper, and how other systems name them."""
