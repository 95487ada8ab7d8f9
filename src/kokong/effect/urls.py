"""Addresses of this room, under /effect/."""

from django.urls import path

from . import views

app_name = "effect"
urlpatterns = [
    path("", views.listed, name="list"),
    path("kalmar/", views.kalmar, name="kalmar"),
    path("new/", views.new, name="new"),
    path("<int:evaluation_id>/", views.evaluation, name="evaluation"),
    path("<int:evaluation_id>/write/", views.write, name="write"),
    path("<int:evaluation_id>/register/", views.register, name="register"),
    path("<int:evaluation_id>/change/", views.change, name="change"),
    path("<int:evaluation_id>/look/", views.look, name="look"),
]
