"""Addresses of the pages of promises."""

from django.urls import path

from . import action_views, views

app_name = "promises"
urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.new, name="new"),
    path("<int:promise_id>/", views.promise_page, name="promise"),
    path("<int:promise_id>/write/", views.write, name="write"),
    path("<int:promise_id>/sign/", views.sign, name="sign"),
    path("<int:promise_id>/actions/new/", action_views.new, name="new-action"),
    path("<int:promise_id>/<slug:action>/", views.act, name="act"),
    path("actions/<int:action_id>/", action_views.action_page, name="action"),
    path("actions/<int:action_id>/change/", action_views.change, name="change-action"),
    path("actions/<int:action_id>/drop/", action_views.drop, name="drop-action"),
    path("actions/<int:action_id>/explain/", action_views.explain, name="explain"),
]
