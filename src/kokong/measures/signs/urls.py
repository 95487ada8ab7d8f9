"""Addresses of the pages of signs."""

from django.urls import path

from . import siting_views, views

app_name = "signs"
urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.new, name="new"),
    path("next/", siting_views.ask, name="next"),
    path("next/plan/", siting_views.take_over, name="take-over"),
    path("<int:sign_id>/", views.sign_page, name="sign"),
    path("<int:sign_id>/change/", views.change, name="change"),
    path("<int:sign_id>/check/", views.check, name="check"),
    path("<int:sign_id>/agree/", views.agree, name="agree"),
    path("<int:sign_id>/do/<slug:action>/", views.act, name="act"),
]
