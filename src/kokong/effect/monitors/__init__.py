"""The outcome of a registered evaluation looked at every month, with a boundary for repeated looks."""
