"""Addresses of this room, under /account/."""

from django.urls import path

from . import token_views, views

app_name = "people"
urlpatterns = [
    path("", views.account, name="account"),
    path("language/", views.language, name="language"),
    path("municipality/", views.municipality, name="municipality"),
    path("people/", views.people, name="list"),
    path("people/<int:user_id>/end/", views.end, name="end"),
    path("tokens/", token_views.shown, name="tokens"),
    path("tokens/new/", token_views.new, name="token-new"),
    path("tokens/<int:token_id>/revoke/", token_views.revoke, name="token-revoke"),
]
