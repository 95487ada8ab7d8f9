"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

AUDITORS = frozenset({"auditor", "police_auditor"})
STAFF = frozenset({"officer", "coordinator"})


class DeskConfig(AppConfig):
    """Staff pages that show several rooms."""

    name = "kokong.desk"

    def ready(self) -> None:
        """Offer the pages that belong to no single room."""
        from kokong.kernel import said
        from kokong.people import api as people

        from . import rules
        from .log_words import WORDS

        people.declare(rules.MAY)
        said.declare(WORDS)
        from kokong.kernel.navigation import Item, offer

        offer(Item(label=_("Today"), view="desk:today", icon="sun", order=10, roles=STAFF))
        offer(Item(label=_("Map"), view="desk:map", icon="location-pin", order=20, roles=STAFF))
        offer(Item(label=_("The method"), view="desk:method", icon="mark", order=22, roles=STAFF))
        offer(Item(label=_("Plan"), view="desk:plan", icon="calendar", order=35, roles=STAFF))
        offer(Item(label=_("People"), view="people:list", icon="person-group", order=90, roles=STAFF))
        offer(Item(label=_("Log"), view="desk:log", icon="receipt", order=95, roles=AUDITORS))
