"""Addresses of this room."""

from django.urls import path

from . import import_views, news_views, views

app_name = "incidents"
urlpatterns = [
    path("", views.listed, name="list"),
    path("report/", views.report, name="report"),
    path("<int:burglary_id>/confirm/", views.confirm, name="confirm"),
    path("<int:burglary_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:burglary_id>/correct/", views.correct, name="correct"),
    path("import/", import_views.upload, name="import"),
    path("import/<int:batch_id>/", import_views.columns, name="import-columns"),
    path("import/<int:batch_id>/progress/", import_views.progress, name="import-progress"),
    path("import/<int:batch_id>/resume/", import_views.resume, name="import-resume"),
    path("import/<int:batch_id>/left-out.csv", import_views.report, name="import-report"),
    path("news/", news_views.setting, name="news"),
]
