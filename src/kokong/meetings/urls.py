"""Addresses of meetings."""

from django.urls import path

from . import views

app_name = "meetings"
urlpatterns = [
    path("m/<slug:token>/", views.answer, name="answer"),
]
