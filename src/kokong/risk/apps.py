"""The room as a Django app."""

from django.apps import AppConfig


class RiskConfig(AppConfig):
    """Stored analyses of the municipality's burglaries, and what they propose for its cocoons."""

    name = "kokong.risk"

    def ready(self) -> None:
        """Declare how long what the analyses read is kept."""
        from kokong.kernel import retention

        from .keeping import RULE

        retention.declare(RULE)
