"""What a phone can still do without a connection: check in, and see whom to call."""
