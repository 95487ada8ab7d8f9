"""Addresses of this part, under /cooperation/."""

from django.urls import URLPattern, path

from . import views

PATTERNS: list[URLPattern] = [
    path("hours/", views.hours, name="hours"),
    path("hours/<slug:measure>/", views.measure, name="hours-measure"),
]
