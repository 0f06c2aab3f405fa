"""The synthetic clinic: invented people whose months are played through the product's own operations."""
