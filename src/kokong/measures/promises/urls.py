"""Addresses of the pages of promises."""

from django.urls import path

from . import action_views, views
from .dialogue import views as dialogue_views
from .foot import views as foot_views

app_name = "promises"
urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.new, name="new"),
    path("dialogues/", dialogue_views.listed, name="dialogues"),
    path("dialogues/new/", dialogue_views.new, name="new-dialogue"),
    path("dialogues/<int:dialogue_id>/", dialogue_views.dialogue, name="dialogue"),
    path("dialogues/<int:dialogue_id>/ask/", dialogue_views.ask, name="ask"),
    path("dialogues/<int:dialogue_id>/group/", dialogue_views.group, name="group"),
    path("dialogues/<int:dialogue_id>/lead/", dialogue_views.lead, name="lead"),
    path("dialogues/<int:dialogue_id>/tell/", dialogue_views.tell, name="tell"),
    path("dialogues/<int:dialogue_id>/paper/", dialogue_views.paper, name="paper"),
    path("dialogues/<int:dialogue_id>/code.svg", dialogue_views.code, name="code"),
    path("dialogues/<int:dialogue_id>/<slug:action>/", dialogue_views.act, name="act-dialogue"),
    path("on-foot/", foot_views.on_foot, name="foot"),
    path("on-foot/take-back/", foot_views.take_back, name="foot-back"),
    path("<int:promise_id>/", views.promise_page, name="promise"),
    path("<int:promise_id>/write/", views.write, name="write"),
    path("<int:promise_id>/sign/", views.sign, name="sign"),
    path("<int:promise_id>/actions/new/", action_views.new, name="new-action"),
    path("<int:promise_id>/<slug:action>/", views.act, name="act"),
    path("actions/<int:action_id>/", action_views.action_page, name="action"),
    path("actions/<int:action_id>/change/", action_views.change, name="change-action"),
    path("actions/<int:action_id>/drop/", action_views.drop, name="drop-action"),
    path("actions/<int:action_id>/explain/", action_views.explain, name="explain"),
]
