"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class PlacesConfig(AppConfig):
    """Dwellings, addresses, streets, areas; importers; geocoding; walking order; map layers."""

    name = "kokong.places"
    label = "places"

    def ready(self) -> None:
        """Say why places stay; offer the dwellings to map programs."""
        from kokong.kernel import said
        from kokong.people import api as people

        from . import rules
        from .log_words import WORDS

        people.declare(rules.MAY)
        said.declare(WORDS)
        from kokong.kernel import features, looks, retention

        from .areas.features import LAYER as AREAS
        from .features import ADDRESS_ROW, LAYER
        from .keeping import RULES, declare_what_stays

        declare_what_stays()
        for rule in RULES:
            retention.declare(rule)
        room = pgettext_lazy("where layers are from", "Places")
        features.offer(LAYER, room=room)
        features.offer(AREAS, room=room)
        looks.declare(ADDRESS_ROW)
