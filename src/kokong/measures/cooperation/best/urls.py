"""Addresses of this part, under /cooperation/."""

from django.urls import URLPattern, path

from . import views

PATTERNS: list[URLPattern] = [
    path("best/", views.best, name="best"),
    path("best/evidence/", views.evidence, name="best-evidence"),
    path("best/<int:area_id>/", views.area, name="best-area"),
    path("best/<int:area_id>/<slug:measure>/", views.answer, name="best-answer"),
]
