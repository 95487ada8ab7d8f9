"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class RiskConfig(AppConfig):
    """Stored analyses of the municipality's burglaries, and what they propose for its cocoons."""

    name = "kokong.risk"

    def ready(self) -> None:
        """Declare how long what the analyses read is kept; offer the pages, and the maps to map programs."""
        from kokong.kernel import said
        from kokong.people import api as people

        from . import rules
        from .log_words import WORDS as LOG_WORDS

        people.declare(rules.MAY)
        said.declare(LOG_WORDS)
        from kokong.kernel import features, navigation, retention
        from kokong.places import api as places

        from .at_area import panels
        from .features import CELLS, ZONES
        from .keeping import RULES, declare_what_stays
        from .stretch_layer import STRETCHES

        places.show_at_areas(panels)
        declare_what_stays()
        for rule in RULES:
            retention.declare(rule)
        label, desk = gettext_lazy("Risk"), frozenset({"officer", "coordinator"})
        for layer in (ZONES, STRETCHES, CELLS):
            features.offer(layer, room=label)
        navigation.offer(navigation.Item(label, "risk:overview", icon="line-graph", order=25, roles=desk))
