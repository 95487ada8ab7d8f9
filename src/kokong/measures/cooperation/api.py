"""The door to cooperation. Everything works within the municipality in scope."""

from typing import Final

__all__: Final[list[str]] = []
