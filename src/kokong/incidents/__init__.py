"""Burglaries: intake, import, privacy; polisen.se events."""
