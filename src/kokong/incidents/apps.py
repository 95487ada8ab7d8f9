"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop


class IncidentsConfig(AppConfig):
    """Burglaries: intake, import, privacy; polisen.se events."""

    name = "kokong.incidents"

    def ready(self) -> None:
        """Declare the periods of personal data."""
        from kokong.kernel import retention

        from . import police, rules
        from .importing import batches

        retention.declare(
            retention.Rule(
                name="burglary contacts",
                purpose=gettext_noop("The contact is no longer needed; the burglary and its case number stay."),
                period=rules.CONTACT_KEPT,
                apply=police.forget_contacts,
            )
        )
        retention.declare(
            retention.Rule(
                name="imported files",
                purpose=gettext_noop("What an import left out has been mended or dropped; its counts stay."),
                period=rules.FILES_KEPT,
                apply=batches.forget,
            )
        )
