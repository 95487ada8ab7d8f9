"""System checks that keep a wrong installation from serving people."""

from typing import Any

from django.apps import apps
from django.core import checks
from django.db import models

from . import installation


@checks.register(checks.Tags.security, deploy=True)
def served_over_tls(**_: Any) -> list[checks.CheckMessage]:
    """People sign in from their phones: anything but this machine itself needs TLS."""
    here = installation.current()
    if here.https or here.bind in {"127.0.0.1", "::1", "localhost"}:
        return []
    return [
        checks.Warning(
            "Pages are served without TLS.", hint="Set KOKONG_URL to the https address.", id="kokong.W001"
        )
    ]


@checks.register(checks.Tags.models)
def foreign_keys_hide_across_rooms(**_: Any) -> list[checks.CheckMessage]:
    """A room must not grow attributes on another room's models."""
    return [
        checks.Error(f"{field} reaches into another room.", hint='Use related_name="+".', id="kokong.E001")
        for model in apps.get_models()
        if model.__module__.startswith("kokong.")
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.app_label != model._meta.app_label
        and not field.remote_field.hidden
    ]
