"""What every part stands on and what knows no patient: accounts, access, audit, clock, events, outbox, feed, notices."""
