"""Addresses of the picture."""

from django.urls import path

from . import views

PATTERNS = [
    path("picture/", views.live, name="picture"),
    path("picture/text/", views.text, name="picture-text"),
    path("picture/freeze/", views.freeze, name="picture-freeze"),
    path("picture/<int:version>/", views.version_page, name="picture-version"),
    path("picture/<int:version>/beside/<int:other_version>/", views.beside, name="picture-beside"),
    path("picture/<int:version>/picture.pdf", views.pdf, name="picture-pdf"),
    path("picture/<int:version>/slides.pdf", views.slides, name="picture-slides"),
]
