"""Addresses of this room."""

from django.urls import path

from . import views
from .quiet import views as quiet

app_name = "places"
urlpatterns = [
    path("search", views.search, name="search"),
    path("tiles/<int:zoom>/<int:column>/<int:row>.mvt", views.tile, name="tiles"),
    path("tiles/edge.geojson", views.edge, name="edge"),
    path("do-not-visit/", quiet.listed, name="quiet"),
    path("do-not-visit/home/<int:dwelling_id>/", quiet.home, name="quiet-home"),
    path("do-not-visit/<int:entry_id>/remove/", quiet.remove, name="unquiet"),
    path("layers/<slug:collection>.geojson", views.layer, name="layer"),
    path("basemap.pmtiles", views.base_map, name="basemap"),
]
