"""Addresses of the pages of marking."""

from django.urls import path

from . import account_views, views

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
    path("close/", account_views.close, name="close"),
]
