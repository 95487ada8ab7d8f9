"""Addresses of mailings, under /mailings/."""

from django.urls import path

from . import views

app_name = "mailings"
urlpatterns = [
    path("", views.listed, name="list"),
    path("<int:mailing_id>/", views.mailing, name="mailing"),
    path("<int:mailing_id>/pause/", views.pause, name="pause"),
    path("<int:mailing_id>/resume/", views.resume, name="resume"),
    path("<int:mailing_id>/stop/", views.stop, name="stop"),
    path("<int:mailing_id>/again/", views.again, name="again"),
]
