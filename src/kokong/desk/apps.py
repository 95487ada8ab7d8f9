"""The room as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Staff pages that show several rooms."""

    name = "kokong.desk"
