"""Addresses for residents. They act in the municipality that they name, whoever is signed in."""

from django.urls import path

from . import public_views

app_name = "dialogue"
urlpatterns = [
    path("<str:code>/<int:dialogue_id>/", public_views.answer, name="answer"),
    path(
        "<str:code>/<int:dialogue_id>/tiles/<int:zoom>/<int:column>/<int:row>.mvt", public_views.tile, name="tile"
    ),
]
