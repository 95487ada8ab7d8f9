"""Addresses of texts."""

from django.urls import path

from . import views

app_name = "texts"
urlpatterns = [
    path("", views.listed, name="list"),
    path("picture/", views.add_picture, name="add-picture"),
    path("new/", views.new, name="new"),
    path("<int:text_id>/", views.text, name="text"),
    path("<int:text_id>/write/", views.rewrite, name="rewrite"),
    path("<int:text_id>/move/<slug:move>/", views.move, name="move"),
    path("<int:text_id>/revisions/<int:revision_number>/", views.revision, name="revision"),
    path("<int:text_id>/revisions/<int:revision_number>/restore/", views.restore, name="restore"),
]
