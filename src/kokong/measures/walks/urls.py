"""Addresses of the pages of walks."""

from django.urls import path

from . import finding_views, holder_views, photo_views, report_views, views, way_views
from .own_ground import answer_one as own_answer

app_name = "walks"
urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.new, name="new"),
    path("way/", way_views.way, name="way"),
    path("wishes/<int:wish_id>/", views.wish, name="wish"),
    path("owners/", holder_views.listed, name="holders"),
    path("owners/new/", holder_views.new, name="new-holder"),
    path("owners/<int:holder_id>/", holder_views.change, name="holder"),
    path("owners/<int:holder_id>/end/", holder_views.end, name="end-holder"),
    path("<int:walk_id>/", views.walk, name="walk"),
    path("<int:walk_id>/change/", views.change, name="change"),
    path("<int:walk_id>/do/<slug:action>/", views.act, name="act"),
    path("<int:walk_id>/again/", views.take_over, name="again"),
    path("<int:walk_id>/not-again/", views.not_again, name="not-again"),
    path("<int:walk_id>/protocol.pdf", views.protocol, name="protocol"),
    path("<int:walk_id>/note/", finding_views.note, name="note"),
    path("<int:walk_id>/send/", finding_views.send, name="send"),
    path("<int:walk_id>/owners/<int:holder_id>/renew/", finding_views.renew, name="renew"),
    path("findings/<int:finding_id>/", finding_views.finding, name="finding"),
    path("findings/<int:finding_id>/change/", finding_views.change, name="correct"),
    path("findings/<int:finding_id>/ask/", finding_views.ask, name="ask"),
    path("findings/<int:finding_id>/report/", report_views.settle, name="settle-report"),
    path("findings/<int:finding_id>/photos/<int:picture_id>/show/", photo_views.show, name="show-photo"),
    path("findings/<int:finding_id>/photos/<int:picture_id>/hide/", photo_views.hide, name="hide-photo"),
    path("reported/", report_views.reported, name="reported"),
    path("findings/<int:finding_id>/join/", finding_views.join, name="join"),
    path("findings/<int:finding_id>/answer/", finding_views.answer, name="answer-for"),
    path("findings/<int:finding_id>/do/<slug:action>/", finding_views.act, name="step"),
    path("findings/<int:finding_id>/own/", own_answer, name="own-answer"),
]
