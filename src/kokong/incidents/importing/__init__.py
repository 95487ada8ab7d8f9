"""Burglaries from files: what columns tell, what a row means, and how it is taken in. The rest does `intake`."""
