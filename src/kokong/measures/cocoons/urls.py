"""Addresses of this room's staff pages."""

from django.urls import path, re_path

from . import round_views, setting_views, views

app_name = "cocoons"
urlpatterns = [
    path("", views.listed, name="list"),
    path("settings/", setting_views.presets, name="presets"),
    path("settings/contact/", setting_views.contact, name="contact"),
    path("settings/<str:kind>/", setting_views.preset, name="preset"),
    path("<int:cocoon_id>/", views.cocoon, name="cocoon"),
    path("<int:cocoon_id>/doors.geojson", views.features, name="doors"),
    path("<int:cocoon_id>/doors/", views.add, name="add"),
    path("<int:cocoon_id>/doors/<int:door_id>/drop/", views.drop, name="drop"),
    path("<int:cocoon_id>/doors/<int:door_id>/move/", views.move, name="move"),
    path("<int:cocoon_id>/doors/<int:door_id>/homes/", views.count, name="count"),
    path("<int:cocoon_id>/doors/<int:door_id>/confirm/", views.confirm, name="confirm"),
    path("<int:cocoon_id>/end/", views.end, name="end"),
    path("<int:cocoon_id>/resume/", views.resume, name="resume"),
    path("<int:cocoon_id>/order/", views.suggest, name="suggest"),
    path("<int:cocoon_id>/rounds.pdf", views.pdf, name="pdf"),
    path("<int:cocoon_id>/rounds/", round_views.create, name="make-round"),
    path("rounds/<int:round_id>/", round_views.round_page, name="round"),
    path("rounds/<int:round_id>/visitors/", round_views.assign, name="assign"),
    path("rounds/<int:round_id>/paper/", round_views.paper, name="paper"),
    path("rounds/<int:round_id>/paper/<int:door_id>/", round_views.paper_line, name="paper-line"),
    path("rounds/<int:round_id>/round.pdf", round_views.pdf, name="round-pdf"),
    re_path(
        r"^rounds/(?P<round_id>\d{1,18})/(?P<how>split|end|extend)/$", round_views.change, name="change-round"
    ),
]
