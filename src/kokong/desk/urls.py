"""Addresses of this room."""

from django.urls import path

from . import log_views, map_views, views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("burglary/<int:burglary_id>/", views.burglary, name="burglary"),
    path("burglary/<int:burglary_id>/step/", views.burglary_step, name="burglary_step"),
    path("burglary/<int:burglary_id>/home.geojson", views.burglary_features, name="burglary_features"),
    path("burglary/<int:burglary_id>/police-part/", views.burglary_police, name="burglary_police"),
    path("method/", views.method, name="method"),
    path("plan/", views.plan, name="plan"),
    path("map/", map_views.show, name="map"),
    path("dwelling/<int:dwelling_id>/", views.dwelling, name="dwelling"),
    path("log/", log_views.show, name="log"),
]
