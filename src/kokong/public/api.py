"""The door to public pages. Everything works in the municipality in scope."""

from .work import PageMissing, Published, everything, is_published, publish, withdraw

__all__ = ["PageMissing", "Published", "everything", "is_published", "publish", "withdraw"]
