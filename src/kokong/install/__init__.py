"""Running an installation: its database server, its processes, its doctor. No room, no tables."""
