"""People who sign in: their account, their sessions, and how they prove who they are."""
