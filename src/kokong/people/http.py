"""How the HTTP API knows who calls: the same session and scope as the pages."""

from django.http import HttpRequest
from ninja.security import SessionAuth

from .api import Actor


class Signed(SessionAuth):
    """Only people who work in a municipality; the API obeys the same roles and policies as the pages."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The acting person, or None (401)."""
        return getattr(request, "actor", None)
