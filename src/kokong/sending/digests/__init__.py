"""Digests: what isn't urgent is collected for each reader, and goes once a day as one letter."""
