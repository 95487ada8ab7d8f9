"""Addresses of this room, under /ogc/."""

from django.urls import path

from . import views

app_name = "ogc"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("api", views.api, name="api"),
    path("conformance", views.conformance, name="conformance"),
    path("collections", views.collections, name="collections"),
    path("collections/<str:collection>", views.collection, name="collection"),
    path("collections/<str:collection>/schema", views.schema, name="schema"),
    path("collections/<str:collection>/items", views.items, name="items"),
    path("collections/<str:collection>/items/<str:feature_id>", views.item, name="item"),
]
