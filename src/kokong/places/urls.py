"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "places"
urlpatterns = [
    path("search", views.search, name="search"),
    path("tiles/<int:zoom>/<int:column>/<int:row>.mvt", views.tile, name="tiles"),
    path("basemap.pmtiles", views.base_map, name="basemap"),
]
