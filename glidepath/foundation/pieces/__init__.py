"""Pieces of the interface: icons, tablets, alert rows, scales and charts. Knows no patient and no rule."""
