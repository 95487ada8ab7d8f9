"""Addresses of pictures. The bytes have one, `/pictures/<id>/<size>/`."""

from django.urls import path

from . import views

app_name = "pictures"
urlpatterns = [
    path("add/<slug:about>/<int:about_id>/", views.add, name="add"),
    path("<int:picture_id>/", views.picture, name="picture"),
    path("<int:picture_id>/blur/", views.blur, name="blur"),
    path("<int:picture_id>/remove/", views.remove, name="remove"),
    path("<int:picture_id>/<slug:size>/", views.image, name="image"),
]
