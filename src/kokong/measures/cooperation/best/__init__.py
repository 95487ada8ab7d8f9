"""What to do next, where, and why."""
