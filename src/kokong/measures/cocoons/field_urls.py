"""Addresses of the phone page."""

from django.urls import path

from . import field_views as views

app_name = "field"
urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("rounds/<int:round_id>/", views.round_page, name="round"),
    path("rounds/<int:round_id>/take/", views.take, name="take"),
    path("rounds/<int:round_id>/doors.geojson", views.doors_on_map, name="doors"),
    path("offline/", views.offline, name="offline"),
    path("sw.js", views.service_worker, name="sw"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("api/session", views.session, name="session"),
    path("api/rounds/<int:round_id>", views.round_state, name="state"),
    path("api/outbox", views.outbox, name="outbox"),
]
