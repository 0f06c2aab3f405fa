"""Stories told in a real browser against the product as it runs: a web process, a worker, a database of their own."""
