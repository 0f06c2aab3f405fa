"""Withdrawal, flare, mood or hyperalgesia: what is known about somebody who feels worse, for clinicians."""
