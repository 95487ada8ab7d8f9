"""A whole group taken out, taken in by another municipality, and ended here as moved: two coordinators' acts."""
