"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class IncidentsConfig(AppConfig):
    """Burglaries: intake, import, privacy; polisen.se events."""

    name = "kokong.incidents"

    def ready(self) -> None:
        """Declare the periods of personal data; offer the list."""
        from kokong.intake import api as imports
        from kokong.kernel import said
        from kokong.people import api as people

        from . import rules
        from .log_words import WORDS

        people.declare(rules.MAY)
        said.declare(WORDS)
        from kokong.kernel import features, navigation, retention

        from . import keeping
        from .features import LAYER
        from .importing.importer import BURGLARIES

        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
        label, desk = pgettext_lazy("rail", "Burglaries"), frozenset({"officer", "coordinator"})
        navigation.offer(navigation.Item(label=label, view="incidents:list", icon="house", order=20, roles=desk))
        features.offer(LAYER, room=label)
        imports.register(BURGLARIES)
