"""Which questionnaires a clinic may use: its own licensed copies, and the permissions it has recorded."""
