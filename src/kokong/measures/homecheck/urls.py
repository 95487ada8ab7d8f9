"""Addresses of the pages of kept home checks."""

from django.urls import path

from . import kept_views, plan_views, together_views, views

app_name = "homecheck"
urlpatterns = [
    path("areas/", views.sums, name="sums"),
    path("together/", together_views.done, name="together"),
    path("keep/<slug:code>/", kept_views.keep, name="keep"),
    path("link/<slug:code>/", kept_views.link, name="link"),
    path("mine/<str:letter>/", kept_views.mine, name="mine"),
    path("mine/<str:letter>/keep/<int:check_id>/", kept_views.keep_check, name="keep-check"),
    path("mine/<str:letter>/remove/<int:check_id>/", kept_views.throw_away, name="throw-away"),
    path("mine/<str:letter>/settle/", kept_views.settle, name="settle"),
    path("mine/<str:letter>/share/", kept_views.share, name="share"),
    path("mine/<str:letter>/forget/", kept_views.forget, name="forget"),
    path("plan/<str:letter>/", plan_views.plan, name="plan"),
    path("plan/<str:letter>/settle/", plan_views.settle, name="plan-settle"),
    path("plan/<str:letter>/add/", plan_views.add, name="plan-add"),
    path("plan/<str:letter>/first/<int:contact_id>/", plan_views.first, name="plan-first"),
    path("plan/<str:letter>/remove/<int:contact_id>/", plan_views.remove, name="plan-remove"),
    path("plan/<str:letter>/tested/", plan_views.tested, name="plan-tested"),
    path("plan/<str:letter>/card.pdf", plan_views.card, name="plan-card"),
    path("asked/<str:letter>/", plan_views.holder, name="holder"),
    path("plans/", plan_views.take, name="take"),
    path("household/<str:letter>/", kept_views.household, name="household"),
]
