"""How good the alarms are: people made up by seed, with events that are known, seen through the real rules."""
