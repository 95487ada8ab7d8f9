"""Addresses of areas."""

from django.urls import path

from . import file_views, views

app_name = "areas"
urlpatterns = [
    path("", views.listed, name="list"),
    path("draw/", views.draw, name="draw"),
    path("streets/", views.streets, name="streets"),
    path("building/", views.building, name="building"),
    path("import/", file_views.upload, name="upload"),
    path("import/<int:file_id>/", file_views.choose, name="choose"),
    path("<int:area_id>/", views.area, name="area"),
    path("<int:area_id>/homes/", views.homes_in, name="homes"),
    path("<int:area_id>/features/", views.features, name="features"),
    path("<int:area_id>/outline/", views.outline, name="outline"),
    path("<int:area_id>/rename/", views.rename, name="rename"),
    path("<int:area_id>/retire/", views.retire, name="retire"),
    path("<int:area_id>/restore/", views.restore, name="restore"),
]
