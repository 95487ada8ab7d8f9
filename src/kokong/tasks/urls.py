"""Addresses of the work list."""

from django.urls import path

from . import views

app_name = "tasks"
urlpatterns = [
    path("", views.listed, name="list"),
    path("<int:task_id>/take/", views.take, name="take"),
    path("<int:task_id>/give-back/", views.give_back, name="give-back"),
    path("<int:task_id>/remind/", views.remind, name="remind"),
    path("<int:task_id>/end/", views.end, name="end"),
    path("<int:task_id>/reopen/", views.reopen, name="reopen"),
]
