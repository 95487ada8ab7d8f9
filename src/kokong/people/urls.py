"""Addresses of this room, under /account/."""

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("", views.account, name="account"),
    path("language/", views.language, name="language"),
    path("municipality/", views.municipality, name="municipality"),
    path("people/", views.people, name="list"),
    path("people/<int:user_id>/end/", views.end, name="end"),
]
