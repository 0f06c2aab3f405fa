"""What all parts stand on and what knows no patient: accounts, access, audit, clock, events, outbox, feed, notices."""
