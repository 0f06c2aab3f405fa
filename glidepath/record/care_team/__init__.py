"""Who cares for whom, who may see whom, and since when."""
