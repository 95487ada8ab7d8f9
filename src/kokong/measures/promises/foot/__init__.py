"""Hours on foot: who was seen where, and for how long."""
