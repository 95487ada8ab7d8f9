"""Marking of property: kits, and how far they reach."""
