"""Addresses of the pages of groups."""

from django.urls import path

from . import paper_views, public_views, roster_views, views

app_name = "watch"
urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.new, name="new"),
    path("settings/", views.settings, name="settings"),
    path("wished/", views.wished, name="wished"),
    path("<int:group_id>/", views.group, name="group"),
    path("<int:group_id>/do/<slug:action>/", views.act, name="act"),
    path("<int:group_id>/rename/", views.rename, name="rename"),
    path("<int:group_id>/met/", views.met, name="met"),
    path("<int:group_id>/roster/", roster_views.roster, name="roster"),
    path("<int:group_id>/roster/checked/", roster_views.checked, name="checked"),
    path("<int:group_id>/roster/<int:dwelling_id>/", roster_views.home, name="home"),
    path("<int:group_id>/roster/<int:dwelling_id>/answer/", roster_views.answer, name="answer"),
    path("<int:group_id>/roster/<int:dwelling_id>/decals/", roster_views.decals, name="decals"),
    path("<int:group_id>/roster/<int:dwelling_id>/invite/", roster_views.invite, name="invite"),
    path("<int:group_id>/poster.pdf", paper_views.poster, name="poster"),
    path("<int:group_id>/roster.pdf", paper_views.roster_list, name="roster-pdf"),
    path("join/<str:code>/", public_views.join, name="join"),
    path("join/<str:code>/link/", public_views.link, name="link"),
    path("accept/<slug:letter>/", public_views.accept, name="accept"),
    path("mine/<slug:letter>/", public_views.mine, name="mine"),
    path("mine/<slug:letter>/agree/", public_views.agree, name="agree"),
    path("mine/<slug:letter>/correct/", public_views.correct, name="correct"),
    path("mine/<slug:letter>/leave/", public_views.leave, name="leave"),
    path("mine/<slug:letter>/all.json", public_views.take_along, name="take-along"),
    path("members/<int:member_id>/role/", roster_views.name_role, name="name-role"),
    path("members/<int:member_id>/remove/", roster_views.remove, name="remove"),
]
