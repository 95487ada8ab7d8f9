"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _


class IncidentsConfig(AppConfig):
    """Burglaries: intake, import, privacy; polisen.se events."""

    name = "kokong.incidents"

    def ready(self) -> None:
        """Declare the periods of personal data; offer the list."""
        from kokong.kernel import features, navigation, retention

        from . import police, rules
        from .features import LAYER
        from .importing import batches
        from .news import collecting

        contacts = _("The contact is no longer needed; the burglary and its case number stay.")
        files = _("What an import left out has been mended or dropped; its counts stay.")
        news = _("News are for reading, not for keeping.")
        retention.declare(
            retention.Rule("burglary contacts", contacts, rules.CONTACT_KEPT, police.forget_contacts)
        )
        retention.declare(retention.Rule("imported files", files, rules.FILES_KEPT, batches.forget))
        retention.declare(retention.Rule("police news", news, rules.NEWS_KEPT, collecting.forget))
        label, desk = gettext_lazy("Burglaries"), frozenset({"officer", "coordinator"})
        navigation.offer(navigation.Item(label=label, view="incidents:list", icon="house", order=20, roles=desk))
        features.offer(LAYER)
