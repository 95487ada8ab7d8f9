"""Burglaries from files: read (`tables`), understood (`cells`, `columns`), taken in, in the background."""
