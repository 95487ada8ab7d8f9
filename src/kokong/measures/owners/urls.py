"""Addresses of the pages of owners."""

from django.urls import path

from . import part_views, views
from .breakfast import views as breakfast_views
from .checks import views as check_views
from .mine import views as own_views
from .telling import views as told_views

app_name = "owners"
urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.new, name="new"),
    path("<int:owner_id>/", views.owner_page, name="owner"),
    path("<int:owner_id>/change/", views.change, name="change"),
    path("<int:owner_id>/merge/", views.merge, name="merge"),
    path("<int:owner_id>/split/", views.split, name="split"),
    path("<int:owner_id>/end/", views.end, name="end"),
    path("<int:owner_id>/buildings/", part_views.claim, name="claim"),
    path("<int:owner_id>/buildings/<int:building_id>/end/", part_views.give_up, name="give-up"),
    path("<int:owner_id>/contacts/new/", part_views.new_contact, name="new-contact"),
    path("buildings/<int:building_id>/", part_views.building, name="building"),
    path("buildings/<int:building_id>/decide/", part_views.decide, name="decide"),
    path("buildings/<int:building_id>/check/", check_views.begin, name="begin-check"),
    path("checks/again/", check_views.begin_again, name="again"),
    path("checks/<int:check_id>/", check_views.check, name="check"),
    path("checks/<int:check_id>/finish/", check_views.finish, name="finish"),
    path("checks/<int:check_id>/drop/", check_views.drop, name="drop"),
    path("checks/<int:check_id>/board.pdf", check_views.board, name="board"),
    path("told/<int:told_id>.pdf", told_views.poster, name="poster"),
    path("breakfast/", breakfast_views.breakfast, name="breakfast"),
    path("settings/", told_views.settings, name="settings"),
    path("contacts/<int:person_id>/", part_views.contact, name="contact"),
    path("contacts/<int:person_id>/agree/", part_views.agree, name="agree"),
    path("contacts/<int:person_id>/end/", part_views.end_contact, name="end-contact"),
    path("contacts/<int:person_id>/let-in/", own_views.let_in, name="let-in"),
    path("<int:owner_id>/people/<int:user_id>/shut-out/", own_views.shut_out, name="shut-out"),
    path("mine/", own_views.mine, name="mine"),
    path("mine/buildings/<int:building_id>/", own_views.building, name="mine-building"),
    path("mine/checks/<int:check_id>/", own_views.check, name="mine-check"),
    path("mine/checks/<int:check_id>/board.pdf", own_views.board, name="mine-board"),
    path("mine/told/<int:told_id>.pdf", own_views.poster, name="mine-poster"),
]
