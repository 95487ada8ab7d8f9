"""Evaluations that are registered before anybody looks, and what was found when they were looked at."""
