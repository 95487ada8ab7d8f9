"""Addresses of the pages of groups."""

from django.urls import path

from . import meeting_views, paper_views, public_views, roster_views, views, wish_views
from .alerts import answer_views as answers
from .alerts import views as alerts
from .caring import desk_views as caring_desk
from .caring import views as caring
from .comparing import views as comparing
from .moving import views as moving
from .rosters import views as rosters

app_name = "watch"
urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.new, name="new"),
    path("settings/", views.settings, name="settings"),
    path("compare/", comparing.compare, name="compare"),
    path("rosters/", rosters.rosters, name="rosters"),
    path("rosters/file/", rosters.all_of_them, name="rosters-file"),
    path("<int:group_id>/roster/file/", rosters.one, name="roster-file"),
    path("<int:group_id>/roster/tell/", rosters.tell, name="roster-tell"),
    path("wished/", wish_views.wished, name="wished"),
    path("<int:group_id>/", views.group, name="group"),
    path("<int:group_id>/do/<slug:action>/", views.act, name="act"),
    path("<int:group_id>/start-meeting/", meeting_views.start_meeting, name="start-meeting"),
    path("take-over/", moving.take_over, name="take-over"),
    path("<int:group_id>/move/", moving.move, name="move"),
    path("<int:group_id>/whole.zip", moving.whole, name="whole"),
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
    path("join/<str:code>/<int:number>/", public_views.join, name="join-group"),
    path("join/<str:code>/link/", public_views.link, name="link"),
    path("accept/<slug:letter>/", public_views.accept, name="accept"),
    path("mine/<slug:letter>/", public_views.mine, name="mine"),
    path("mine/<slug:letter>/agree/", public_views.agree, name="agree"),
    path("mine/<slug:letter>/choose/", public_views.choose, name="choose"),
    path("mine/<slug:letter>/away/", public_views.go_away, name="go-away"),
    path("mine/<slug:letter>/away/<int:away_id>/remove/", public_views.come_back, name="mine-come-back"),
    path("mine/<slug:letter>/correct/", public_views.correct, name="correct"),
    path("mine/<slug:letter>/leave/", public_views.leave, name="leave"),
    path("mine/<slug:letter>/all.json", public_views.take_along, name="take-along"),
    path("own/", caring.own, name="own"),
    path("own/<int:group_id>/", caring.care, name="care"),
    path("own/<int:group_id>/roster/", caring.roster, name="care-roster"),
    path("own/<int:group_id>/roster.pdf", paper_views.own_list, name="care-roster-pdf"),
    path("own/<int:group_id>/roster/checked/", caring.checked, name="care-checked"),
    path("own/<int:group_id>/newcomers/<int:member_id>/confirm/", caring.confirm, name="confirm"),
    path("own/<int:group_id>/newcomers/<int:member_id>/turn-away/", caring.turn_away, name="turn-away"),
    path("own/<int:group_id>/decals/", caring.order_decals, name="order-decals"),
    path("own/<int:group_id>/away/", caring.away_list, name="away"),
    path("own/<int:group_id>/away/<int:away_id>/remove/", caring.come_back, name="come-back"),
    path("own/<int:group_id>/notes/", caring.note_list, name="notes"),
    path("own/<int:group_id>/notes/<int:seen_id>/remove/", caring.remove_note, name="remove-note"),
    path("own/<int:group_id>/questions/", caring.question_list, name="questions"),
    path("questions/<int:question_id>/", caring_desk.question, name="question"),
    path("task/", caring_desk.task, name="task"),
    path("<int:group_id>/decals-sent/", caring_desk.send_decals, name="send-decals"),
    path("members/<int:member_id>/let-in/", caring_desk.let_in, name="let-in"),
    path("alerts/", alerts.listed, name="alerts"),
    path("alerts/new/", alerts.new, name="alert-new"),
    path("alerts/<int:alert_id>/", alerts.alert, name="alert"),
    path("alerts/<int:alert_id>/sheet.pdf", paper_views.alert, name="alert-pdf"),
    path("alerts/<int:alert_id>/edit/", alerts.edit, name="alert-edit"),
    path("alerts/<int:alert_id>/figures/", alerts.figures, name="alert-figures"),
    path("alerts/<int:alert_id>/do/<slug:action>/", alerts.act, name="alert-act"),
    path("alerts/<int:alert_id>/replies/<int:reply_id>/", answers.say, name="alert-say"),
    path("alerts/replied/", answers.replied, name="alert-replied"),
    path("alerts/answer/<slug:letter>/", answers.answer, name="alert-answer"),
    path("members/<int:member_id>/role/", roster_views.name_role, name="name-role"),
    path("members/<int:member_id>/remove/", roster_views.remove, name="remove"),
]
