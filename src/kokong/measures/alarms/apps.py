"""The room as a Django app."""

from django.apps import AppConfig


class AlarmsConfig(AppConfig):
    """Accounts, events, alarms."""

    name = "kokong.measures.alarms"
