"""The room as a Django app."""

from django.apps import AppConfig


class CocoonsConfig(AppConfig):
    """Cocoon, door, round, visit."""

    name = "kokong.measures.cocoons"
