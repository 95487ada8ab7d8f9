"""Citizen promises: what both authorities promise together, counted as it is done, and answered for in public."""
