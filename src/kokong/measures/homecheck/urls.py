"""Addresses of the pages of kept home checks."""

from django.urls import path

from . import kept_views, views

app_name = "homecheck"
urlpatterns = [
    path("areas/", views.sums, name="sums"),
    path("keep/<slug:code>/", kept_views.keep, name="keep"),
    path("link/<slug:code>/", kept_views.link, name="link"),
    path("mine/<str:letter>/", kept_views.mine, name="mine"),
    path("mine/<str:letter>/keep/<int:check_id>/", kept_views.keep_check, name="keep-check"),
    path("mine/<str:letter>/remove/<int:check_id>/", kept_views.throw_away, name="throw-away"),
    path("mine/<str:letter>/settle/", kept_views.settle, name="settle"),
    path("mine/<str:letter>/share/", kept_views.share, name="share"),
    path("mine/<str:letter>/forget/", kept_views.forget, name="forget"),
    path("household/<str:letter>/", kept_views.household, name="household"),
]
