"""The HTTP API's door, once for all rooms: who calls, and how a refusal looks."""

from typing import Any, Final

from django.http import HttpRequest
from ninja import Schema
from ninja.security import SessionAuth

from .values import Actor


class Signed(SessionAuth):
    """Only people who work in a municipality; the API obeys the same roles and policies as the pages."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The acting person, or None (401)."""
        return getattr(request, "actor", None)


class Problem(Schema):
    """Why something was refused."""

    detail: str | list[dict[str, Any]]


REFUSALS: Final[dict[Any, Any]] = {401: Problem, 403: Problem, 422: Problem}
"""Answers that every operation may give."""

MISSING: Final[dict[Any, Any]] = {404: Problem, **REFUSALS}
"""Those of an operation on one record."""
