"""Addresses of the pages of owners."""

from django.urls import path

from . import part_views, views

app_name = "owners"
urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.new, name="new"),
    path("<int:owner_id>/", views.owner_page, name="owner"),
    path("<int:owner_id>/change/", views.change, name="change"),
    path("<int:owner_id>/merge/", views.merge, name="merge"),
    path("<int:owner_id>/split/", views.split, name="split"),
    path("<int:owner_id>/end/", views.end, name="end"),
    path("<int:owner_id>/buildings/", part_views.claim, name="claim"),
    path("<int:owner_id>/buildings/<int:building_id>/end/", part_views.give_up, name="give-up"),
    path("<int:owner_id>/contacts/new/", part_views.new_contact, name="new-contact"),
    path("buildings/<int:building_id>/", part_views.building, name="building"),
    path("buildings/<int:building_id>/decide/", part_views.decide, name="decide"),
    path("contacts/<int:person_id>/", part_views.contact, name="contact"),
    path("contacts/<int:person_id>/agree/", part_views.agree, name="agree"),
    path("contacts/<int:person_id>/end/", part_views.end_contact, name="end-contact"),
]
