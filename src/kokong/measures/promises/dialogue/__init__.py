"""Citizen dialogue: questions, answers once per person without knowing who, and what was heard."""
