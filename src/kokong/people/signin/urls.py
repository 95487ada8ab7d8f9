"""Addresses of signing in that are our own, under /account/."""

from django.urls import path

from . import federated_views, views

urlpatterns = [
    path("sessions/", views.shown, name="sessions"),
    path("sessions/end/", views.end_all, name="sessions-end"),
    path("sessions/<int:session>/end/", views.end, name="session-end"),
    path("through/", federated_views.through, name="through"),
    path("second-step/", views.second_step, name="second-step"),
    path("security/", views.security, name="security"),
    path("security/tokens/<int:token_id>/end/", views.end_token, name="token-end"),
]
