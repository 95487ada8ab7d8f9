"""Addresses of GeoReport v2 below a municipality's code."""

from django.urls import path

from . import views

app_name = "open311"
urlpatterns = [
    path("<str:code>/discovery.<slug:written>", views.discovery, name="discovery"),
    path("<str:code>/v2/services.<slug:written>", views.services, name="services"),
    path("<str:code>/v2/services/<slug:service>.<slug:written>", views.service, name="service"),
    path("<str:code>/v2/requests.<slug:written>", views.listed, name="requests"),
    path("<str:code>/v2/requests/<int:finding_id>.<slug:written>", views.one, name="request"),
]
