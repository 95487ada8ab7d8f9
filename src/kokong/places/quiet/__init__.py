"""Homes where nobody knocks, whoever goes from door to door."""
