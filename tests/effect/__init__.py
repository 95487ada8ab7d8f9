"""Evaluations that are registered before anybody looks."""
