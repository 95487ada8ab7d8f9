"""Doors on the phone."""
