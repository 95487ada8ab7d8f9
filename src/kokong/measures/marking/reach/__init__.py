"""How far marking reaches, counted by area."""
