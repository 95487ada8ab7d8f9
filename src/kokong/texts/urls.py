"""Addresses of texts."""

from django.urls import path

from . import library_views, views

app_name = "texts"
urlpatterns = [
    path("", views.listed, name="list"),
    path("picture/", views.add_picture, name="add-picture"),
    path("new/", views.new, name="new"),
    path("library/", library_views.listed, name="library"),
    path("library/<slug:article>/", library_views.article, name="article"),
    path("library/<slug:article>/hide/", library_views.decide, {"how": "hide"}, name="hide"),
    path("library/<slug:article>/show/", library_views.decide, {"how": "show"}, name="show"),
    path("library/<slug:article>/<slug:language>/own/", library_views.begin, {"kind": "advice"}, name="own"),
    path(
        "library/<slug:article>/<slug:language>/before/", library_views.begin, {"kind": "foreword"}, name="before"
    ),
    path("edition/<int:own_id>/", library_views.edition, name="edition"),
    path("edition/<int:own_id>/keep/", library_views.settle, {"how": "keep"}, name="keep"),
    path("edition/<int:own_id>/take/", library_views.settle, {"how": "take"}, name="take"),
    path("<int:text_id>/", views.text, name="text"),
    path("<int:text_id>/write/", views.rewrite, name="rewrite"),
    path("<int:text_id>/address/", views.address, name="address"),
    path("<int:text_id>/move/<slug:move>/", views.move, name="move"),
    path("<int:text_id>/revisions/<int:revision_number>/", views.revision, name="revision"),
    path("<int:text_id>/revisions/<int:revision_number>/restore/", views.restore, name="restore"),
]
