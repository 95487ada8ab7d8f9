"""The room as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """One row per measure delivered to a place on a date."""

    name = "kokong.ledger"
