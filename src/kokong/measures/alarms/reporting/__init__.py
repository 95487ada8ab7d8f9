"""A year of a home’s alarms on paper, for its household."""
