"""Addresses of drills."""

from django.urls import path

from . import views

app_name = "practice"
urlpatterns = [
    path("", views.start, name="start"),
    path("drill/", views.drill, name="drill"),
    path("drill/play/", views.play, name="play"),
    path("enter/", views.enter, name="enter"),
    path("leave/", views.leave, name="leave"),
    path("end/", views.end, name="end"),
]
