"""The building check: what is gone through with an owner, door by door, at the desk or on the phone."""
