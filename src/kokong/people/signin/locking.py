"""A transaction for those of allauth's views that lock rows of sign-in: they expect one where those rows are."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import router, transaction
from django.http import HttpRequest, HttpResponseBase

from kokong.people.models import User

View = Callable[..., HttpResponseBase]


def locking(view: View) -> View:
    """Answer within a transaction on sign-in's own connection. What the view raises goes on to the middleware."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        with transaction.atomic(using=router.db_for_write(User)):
            return view(request, *args, **named)

    return inside
