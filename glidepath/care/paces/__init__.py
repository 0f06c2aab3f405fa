"""See before you agree: two to four paces of one taper side by side, before one is proposed."""
