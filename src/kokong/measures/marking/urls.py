"""Addresses of the pages of marking."""

from django.urls import path

from . import account_views, views
from .found import views as found
from .reach import views as reach

app_name = "marking"
urlpatterns = [
    path("", views.start, name="list"),
    path("hand-out/", views.hand_out, name="hand-out"),
    path("k/<slug:label>/", views.scan, name="scan"),
    path("handed/", views.handed, name="handed"),
    path("handed/<int:handing_id>/", views.handing_page, name="handing"),
    path("handed/<int:handing_id>/do/<slug:action>/", views.act, name="act"),
    path("handed/<int:handing_id>/pay/", account_views.pay, name="pay"),
    path("buy/", account_views.buy, name="buy"),
    path("lot/<int:lot_id>/", account_views.lot_page, name="lot"),
    path("lot/<int:lot_id>/label/", account_views.label, name="label"),
    path("lot/<int:lot_id>/correct/", account_views.correct, name="correct"),
    path("handed/<int:handing_id>/used/", reach.use, name="use"),
    path("reach/", reach.reach, name="reach"),
    path("reach/new/", reach.count_in, name="count-in"),
    path("reach/<int:counted_id>/", reach.area, name="area"),
    path("reach/<int:counted_id>/say/", reach.say, name="say"),
    path("reach/<int:counted_id>/take-back/", reach.take_back, name="take-back"),
    path("reach/<int:counted_id>/end/", reach.end, name="end-area"),
    path("found/", found.finds, name="finds"),
    path("found/<int:find_id>/", found.find, name="find"),
    path("found/<int:find_id>/ask/", found.ask, name="ask"),
    path("found/answer/<int:question_id>/", found.answer, name="answer"),
    path("close/", account_views.close, name="close"),
]
