"""Addresses of pictures."""

from django.urls import path

from . import views

app_name = "pictures"
urlpatterns = [path("<int:picture_id>/<str:size>/", views.image, name="image")]
