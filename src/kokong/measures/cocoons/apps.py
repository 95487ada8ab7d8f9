"""The room as a Django app."""

from django.apps import AppConfig


class CocoonsConfig(AppConfig):
    """Cocoon, door, round, visit."""

    name = "kokong.measures.cocoons"

    def ready(self) -> None:
        """Declare how long addresses and names stay."""
        from kokong.kernel import retention

        from . import keeping

        for rule in keeping.RULES:
            retention.declare(rule)
