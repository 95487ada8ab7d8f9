"""Addresses of this room, under /effect/."""

from django.urls import path

from . import views
from .comparing import views as comparing
from .costs import views as costs
from .lots import views as lots
from .paper import views as paper
from .pooling import views as pooling
from .statistics import views as statistics
from .telling import views as telling

app_name = "effect"
urlpatterns = [
    path("", views.listed, name="list"),
    path("kalmar/", views.kalmar, name="kalmar"),
    path("lots/", lots.listed, name="lots"),
    path("lots/new/", lots.new, name="lot_new"),
    path("lots/<int:lot_id>/", lots.lot, name="lot"),
    path("lots/<int:lot_id>/draw/", lots.draw, name="lot_draw"),
    path("lots/<int:lot_id>/look/", lots.look, name="lot_look"),
    path("new/", views.new, name="new"),
    path("<int:evaluation_id>/", views.evaluation, name="evaluation"),
    path("<int:evaluation_id>/write/", views.write, name="write"),
    path("<int:evaluation_id>/register/", views.register, name="register"),
    path("<int:evaluation_id>/change/", views.change, name="change"),
    path("<int:evaluation_id>/look/", views.look, name="look"),
    path("<int:evaluation_id>/areas/", comparing.areas, name="areas"),
    path("statistics/", statistics.listed, name="statistics"),
    path("statistics/file/", statistics.upload, name="statistics-file"),
    path("statistics/kolada/", statistics.kolada, name="statistics-kolada"),
    path("statistics/scb/", statistics.scb, name="statistics-scb"),
    path("statistics/<int:dataset_id>/", statistics.one, name="dataset"),
    path("<int:evaluation_id>/costs/", costs.write, name="costs"),
    path("<int:evaluation_id>/together/", pooling.shown, name="pool"),
    path("<int:evaluation_id>/together/write/", pooling.declare, name="pool-declare"),
    path("<int:evaluation_id>/together/take/", pooling.take, name="pool-take"),
    path("<int:evaluation_id>/together/counts.json", pooling.give, name="pool-give"),
    path("<int:evaluation_id>/pdf/", paper.report, name="pdf"),
    path("<int:evaluation_id>/publish/", telling.publish, name="publish"),
    path("<int:evaluation_id>/take-back/", telling.take_back, name="take-back"),
]
