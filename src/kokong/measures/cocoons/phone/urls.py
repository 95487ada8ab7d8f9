"""Addresses of doors on the phone, below `/field/` and in its namespace."""

from django.urls import path

from . import views

urlpatterns = [
    path("rounds/<int:round_id>/", views.round_page, name="round"),
    path("rounds/<int:round_id>/take/", views.take, name="take"),
    path("api/rounds/<int:round_id>", views.round_state, name="state"),
]
