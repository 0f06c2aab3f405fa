"""What the product says about itself while it runs: logs, health, counters. Never anything about a person's health."""
