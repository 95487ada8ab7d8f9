"""Panels and their homes: enrolled, tested and retired, whom to call, keys, sheets and letters."""
