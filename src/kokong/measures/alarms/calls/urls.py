"""Addresses of calls, under /alarms/."""

from django.urls import path

from . import views

urlpatterns = [
    path("calls/", views.search, name="calls"),
    path("accounts/<int:account_id>/call/", views.call, name="call"),
    path("accounts/<int:account_id>/call/word/", views.check, name="check-word"),
    path("accounts/<int:account_id>/calls/", views.listed, name="calls-of"),
    path("accounts/<int:account_id>/code-word/", views.routine, name="routine"),
]
