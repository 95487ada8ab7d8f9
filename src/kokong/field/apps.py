"""The room as a Django app."""

from django.apps import AppConfig


class FieldConfig(AppConfig):
    """Outbox, session, pass, device: for any subject."""

    name = "kokong.field"

    def ready(self) -> None:
        """Declare how long phones are remembered."""
        from kokong.kernel import retention

        from . import keeping

        for rule in keeping.RULES:
            retention.declare(rule)
