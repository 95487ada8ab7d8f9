"""Citizen promises."""
