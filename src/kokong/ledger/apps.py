"""The room as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """One row per measure delivered to a place on a date."""

    name = "kokong.ledger"

    def ready(self) -> None:
        """Declare how long dwellings are kept."""
        from kokong.kernel import retention
        from kokong.places import api as places

        from .at_area import panels
        from .keeping import RULE, declare_what_stays

        places.show_at_areas(panels)
        declare_what_stays()
        retention.declare(RULE)
