"""Which database connection a model is read and written with.

What signs people in lies behind a connection of its own, so that nothing else can read it. Every other model is
told its connection outright: Django would otherwise follow a related row onto the connection that it came by.
"""

from typing import Any, Final

from django.db.models import Model

APPS: Final = frozenset({"account", "mfa", "sessions", "socialaccount", "usersessions"})
MODELS: Final = frozenset({"people.user", "people.attempt"})
SIGN_IN: Final = "signin"


def signs_in(model: type[Model]) -> bool:
    """Whether a model is part of how people sign in: accounts, sessions, addresses, second factors."""
    meta = model._meta
    return meta.app_label in APPS or meta.label_lower in MODELS or _joins(model)


def _joins(model: type[Model]) -> bool:
    owner: Any = model._meta.auto_created  # of a many-to-many table, the model that has it; else False
    return bool(owner) and owner._meta.label_lower in MODELS


class ByPurpose:
    """Sign-in's models on their connection, all others on the default one; migrations run as the owner."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str:
        """The connection for reading a model."""
        return SIGN_IN if signs_in(model) else "default"

    def db_for_write(self, model: type[Model], **_hints: Any) -> str:
        """The connection for writing a model."""
        return SIGN_IN if signs_in(model) else "default"

    def allow_relation(self, _one: Model, _other: Model, **_hints: Any) -> bool:
        """All tables lie in one database, so each may refer to any other."""
        return True
