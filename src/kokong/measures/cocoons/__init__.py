"""Cocoon, door, round, visit."""
