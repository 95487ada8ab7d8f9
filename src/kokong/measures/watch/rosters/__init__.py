"""Rosters in and out: the same table both ways, and the letter to those whom a list brought."""
