"""Addresses of the outbox, under /demo/outbox/; in a demonstration only."""

from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [
    path("", views.listed, name="list"),
    path("<int:captured_id>/", views.letter, name="letter"),
]
