"""Looks forward: what a municipality's own burglaries tell of the coming ones, kept so that it can be repeated."""
