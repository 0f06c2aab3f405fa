"""From a finding to a person who acts on it."""
