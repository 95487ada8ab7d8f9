"""The room as a Django app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Dwellings, addresses, streets, areas; importers; geocoding; walking order; map layers."""

    name = "kokong.places"
    label = "places"

    def ready(self) -> None:
        """Offer the dwellings to map programs."""
        from kokong.kernel import features

        from .features import LAYER

        features.offer(LAYER)
