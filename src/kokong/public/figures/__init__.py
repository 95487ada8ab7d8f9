"""Figures of burglaries for everybody: by area and year, in steps, and only where they point at no home."""
