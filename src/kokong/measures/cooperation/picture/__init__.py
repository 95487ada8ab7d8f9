"""The situational picture: what both authorities see, live and frozen."""
