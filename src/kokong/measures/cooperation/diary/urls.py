"""Addresses of this part, under /cooperation/."""

from django.urls import URLPattern, path

from . import views

PATTERNS: list[URLPattern] = [
    path("diary/", views.register, name="diary"),
    path("diary/register.csv", views.table, name="diary-csv"),
    path("diary/register.zip", views.packed, name="diary-zip"),
]
