"""Addresses for people without a sign-in. They act in the municipality that they name, whoever is signed in."""

from django.urls import path

from . import public_views

app_name = "walks-public"
urlpatterns = [
    path("join/<str:code>/<int:walk_id>/", public_views.sign_up, name="sign-up"),
    path("wish/<str:code>/", public_views.wish, name="wish-for"),
    path("confirm/<slug:letter>/", public_views.confirm, name="confirm"),
    path("photo/<slug:letter>.jpg", public_views.lent, name="lent"),
    path("answer/<slug:letter>/", public_views.answer, name="answer"),
    path("answer/<slug:letter>/<int:finding_id>/", public_views.answer_one, name="answer-one"),
]
