"""The rooms' map layers for other programs, as OGC API – Features."""
