"""Addresses of meetings."""

from django.urls import path

from . import views

app_name = "meetings"
urlpatterns = [
    path("m/<slug:token>/", views.answer, name="answer"),
    path("m/<slug:token>/meeting.ics", views.event, name="event"),
    path("calendar/<slug:feed>.ics", views.feed, name="feed"),
]
