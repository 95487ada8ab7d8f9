"""Addresses of this part, under /cooperation/."""

from django.urls import URLPattern, path

from . import item_views, views

PATTERNS: list[URLPattern] = [
    path("plan/", views.now_page, name="plan-now"),
    path("plan/task/", views.task, name="plan-task"),
    path("plans/", views.listed, name="plans"),
    path("plans/new/", views.new, name="new-plan"),
    path("plans/<int:plan_id>/", views.plan_page, name="plan"),
    path("plans/<int:plan_id>/write/", views.write, name="write-plan"),
    path("plans/<int:plan_id>/decide/", views.decide, name="decide-plan"),
    path("plans/<int:plan_id>/report/", views.report, name="report-plan"),
    path("plans/<int:plan_id>/follow-up/", views.follow_up, name="follow-up-plan"),
    path("plans/<int:plan_id>/drop/", views.drop, name="drop-plan"),
    path("plans/<int:plan_id>/plan.pdf", views.pdf, name="plan-pdf"),
    path("plans/<int:plan_id>/lines/new/", item_views.new, name="new-plan-item"),
    path("plan-lines/<int:item_id>/", item_views.item, name="plan-item"),
    path("plan-lines/<int:item_id>/write/", item_views.write, name="write-plan-item"),
    path("plan-lines/<int:item_id>/give/", item_views.give, name="give-plan-item"),
    path("plan-lines/<int:item_id>/evaluation/", item_views.link, name="link-plan-item"),
    path("plan-lines/<int:item_id>/remove/", item_views.remove, name="remove-plan-item"),
    path("plan-lines/<int:item_id>/<slug:action>/", item_views.act, name="act-plan-item"),
    path("act/", views.act_page, name="act"),
]
