"""The room as a Django app."""

from django.apps import AppConfig


class OgcConfig(AppConfig):
    """Map layers for QGIS and other programs."""

    name = "kokong.ogc"
