"""Addresses of the pages of signs."""

from django.urls import path

from . import own_ground, siting_views, together_views, views

app_name = "signs"
urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.new, name="new"),
    path("next/", siting_views.ask, name="next"),
    path("next/plan/", siting_views.take_over, name="take-over"),
    path("next/<int:siting_id>/", siting_views.found, name="siting"),
    path("next/<int:siting_id>/progress/", siting_views.progress, name="siting-progress"),
    path("several/", together_views.several, name="several"),
    path("several/settle/", together_views.settle, name="settle-several"),
    path("several/order.pdf", together_views.order, name="order-paper"),
    path("several/<slug:action>/", together_views.act, name="act-several"),
    path("<int:sign_id>/", views.sign_page, name="sign"),
    path("<int:sign_id>/change/", views.change, name="change"),
    path("<int:sign_id>/check/", views.check, name="check"),
    path("<int:sign_id>/agree/", views.agree, name="agree"),
    path("<int:sign_id>/do/<slug:action>/", views.act, name="act"),
    path("<int:sign_id>/own/", own_ground.answer_one, name="own-answer"),
]
