"""Addresses of every import, by the importer's name."""

from django.urls import path

from . import views
from .addresses import views as addresses

app_name = "intake"
urlpatterns = [
    path("", views.listed, name="list"),
    path("addresses/", addresses.upload, name="addresses"),
    path("addresses/<int:addresses_id>/", addresses.columns, name="addresses-columns"),
    path("addresses/<int:addresses_id>/rows.geojson", addresses.on_map, name="addresses-map"),
    path("addresses/<int:addresses_id>/sheet/", addresses.sheet, name="addresses-sheet"),
    path("addresses/<int:addresses_id>/progress/", addresses.progress, name="addresses-progress"),
    path("addresses/<int:addresses_id>/resume/", addresses.resume, name="addresses-resume"),
    path("addresses/<int:addresses_id>/refused.csv", addresses.refused, name="addresses-refused"),
    path("<slug:importer>/", views.upload, name="upload"),
    path("<slug:importer>/<int:batch_id>/", views.columns, name="columns"),
    path("<slug:importer>/<int:batch_id>/rows.geojson", views.on_map, name="map"),
    path("<slug:importer>/<int:batch_id>/sheet/", views.sheet, name="sheet"),
    path("<slug:importer>/<int:batch_id>/progress/", views.progress, name="progress"),
    path("<slug:importer>/<int:batch_id>/resume/", views.resume, name="resume"),
    path("<slug:importer>/<int:batch_id>/left-out.csv", views.left_out, {"kind": "csv"}, name="left-csv"),
    path("<slug:importer>/<int:batch_id>/left-out.xlsx", views.left_out, {"kind": "xlsx"}, name="left-xlsx"),
]
