"""Addresses of this part, under /cooperation/."""

from django.urls import URLPattern, path

from . import meeting_views, views

PATTERNS: list[URLPattern] = [
    path("rhythm/", meeting_views.rhythm, name="rhythm"),
    path("rhythm/<slug:sitting>/plan/", meeting_views.plan_next, name="plan-meeting"),
    path("meetings/<int:sitting_id>/", meeting_views.meeting, name="meeting"),
    path("meetings/<int:sitting_id>/begin/", meeting_views.begin, name="begin-meeting"),
    path("meetings/<int:sitting_id>/agree/", meeting_views.agree, name="agree"),
    path("meetings/<int:sitting_id>/settle/", meeting_views.settle, name="settle"),
    path("meetings/<int:sitting_id>/minutes.pdf", meeting_views.minutes, name="minutes-pdf"),
    path("wheel/", views.wheel_page, name="wheel"),
    path("wheel/adopt/", views.adopt, name="adopt"),
    path("wheel/calendar/", views.renew_feed, name="renew-wheel-feed"),
    path("wheel/calendar/end/", views.end_feed, name="end-wheel-feed"),
    path("wheel/task/", views.task, name="wheel-task"),
    path("wheel/new/", views.new_item, name="new-wheel-item"),
    path("wheel/<int:wheel_id>/", views.item, name="wheel-item"),
    path("wheel/<int:wheel_id>/change/", views.change_item, name="change-wheel-item"),
    path("wheel/<int:wheel_id>/turn/", views.turn, name="wheel-turn"),
    path("wheel/<int:wheel_id>/end/", views.end_item, name="end-wheel-item"),
]
