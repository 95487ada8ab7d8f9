"""Addresses of this room, under /risk/."""

from django.urls import path

from . import views

app_name = "risk"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("homes/", views.homes, name="homes"),
    path("near-repeats/", views.near_repeats, name="near-repeats"),
    path("backtest/", views.backtest, name="backtest"),
    path("summary/", views.summed_up, name="summary"),
    path("settings/", views.settings, name="settings"),
    path("settings/defaults/", views.defaults, name="defaults"),
    path("settings/<int:proposal_id>/accept/", views.accept, name="accept"),
    path("settings/<int:proposal_id>/decline/", views.decline, name="decline"),
    path("runs/", views.runs, name="runs"),
    path("runs/ask/", views.ask, name="ask"),
    path("runs/<int:run_id>/", views.run, name="run"),
]
