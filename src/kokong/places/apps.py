"""The room as a Django app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Dwellings, addresses, streets, areas; importers; geocoding; walking order; map layers."""

    name = "kokong.places"
    label = "places"
