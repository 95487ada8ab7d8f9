"""The next best measure: where, which, why, and what it may come to."""
