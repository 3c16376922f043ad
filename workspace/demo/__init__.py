"""Demonstration data for Banyuwangi: made-up people in real villages. See `seed_demo`."""
