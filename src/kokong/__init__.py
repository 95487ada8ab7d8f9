"""Kokong: the Kalmar method against residential burglary, as software."""

__version__ = "0.1.0"
