"""The door to public pages and sites. Everything works in the municipality in scope."""

from .sites import add_host, change, decided, remove_host
from .values import Contact, Settings, SiteRefused
from .work import PageMissing, Published, everything, is_published, publish, withdraw

__all__ = [
    "Contact",
    "PageMissing",
    "Published",
    "Settings",
    "SiteRefused",
    "add_host",
    "change",
    "decided",
    "everything",
    "is_published",
    "publish",
    "remove_host",
    "withdraw",
]
