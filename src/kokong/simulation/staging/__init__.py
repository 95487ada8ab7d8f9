"""The demonstration. `seeding` needs Django and is imported by whoever writes it."""

from .cast import CREW, HOME, NEXT, PASSWORD, SignIn, greeting

__all__ = ["CREW", "HOME", "NEXT", "PASSWORD", "SignIn", "greeting"]
