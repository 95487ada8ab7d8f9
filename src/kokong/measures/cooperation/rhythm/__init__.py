"""The weekly meeting and the year wheel."""
