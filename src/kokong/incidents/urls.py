"""Addresses of this room."""

from django.urls import path

from . import news_views, views

app_name = "incidents"
urlpatterns = [
    path("", views.listed, name="list"),
    path("report/", views.report, name="report"),
    path("<int:burglary_id>/confirm/", views.confirm, name="confirm"),
    path("<int:burglary_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:burglary_id>/correct/", views.correct, name="correct"),
    path("news/", news_views.setting, name="news"),
]
