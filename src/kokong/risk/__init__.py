"""Looks forward: what the municipality's own burglaries tell about the coming ones, kept so that it can be repeated."""
