"""The room as a Django app."""

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """Burglaries: intake, import, privacy; polisen.se events."""

    name = "kokong.incidents"
