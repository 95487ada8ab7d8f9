"""Addresses of the phone: what all kinds share, and each kind's own pages."""

from django.urls import include, path

from . import views
from .listing import addresses
from .subjects import all_subjects

app_name = "field"
urlpatterns = [
    path("", views.work, name="rounds"),
    path("offline/", views.offline, name="offline"),
    path("sw.js", views.service_worker, name="sw"),
    path("map-worker.js", views.map_worker, name="map-worker"),
    path("photo-worker.js", views.photo_worker, name="photo-worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("api/session", views.session, name="session"),
    path("api/outbox", views.outbox, name="outbox"),
    path("api/photo", views.photo, name="photo"),
    *(path("", include(subject.urls)) for subject in all_subjects() if subject.urls),
    *(
        pattern
        for subject in all_subjects()
        if subject.lists
        for pattern in addresses(subject.kind, subject.path, subject.may, subject.lists)
    ),
]
