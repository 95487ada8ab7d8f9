"""Neighbourhood watch: groups of homes, their contact persons, and who has joined."""
