"""Tests of MME and of the reading of orders."""
