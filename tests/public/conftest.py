"""A text to begin with, for what the site does with it."""

from tests.texts.conftest import write

__all__ = ["write"]
