"""One row per measure delivered to a place on a date."""
