"""Addresses of drills."""

from django.urls import path

from . import views

app_name = "practice"
urlpatterns = [
    path("", views.start, name="start"),
    path("drill/", views.drill, name="drill"),
    path("drill/confirm/", views.confirm, name="confirm"),
    path("enter/", views.enter, name="enter"),
    path("leave/", views.leave, name="leave"),
    path("end/", views.end, name="end"),
]
