"""Addresses of the pages of campaigns."""

from django.urls import path

from . import following, views
from .newsletter import views as newsletter
from .press import views as press
from .replies import views as replies

app_name = "outreach"
urlpatterns = [
    path("campaigns/", views.listed, name="list"),
    path("campaigns/new/", views.new, name="new"),
    path("campaigns/press/", press.listed, name="press"),
    path("campaigns/press/<int:office_id>/remove/", press.remove, name="press-remove"),
    path("campaigns/prices/", views.prices, name="prices"),
    path("campaigns/replies/", replies.listed, name="replies"),
    path("campaigns/replies/<int:written_id>/", replies.one, name="reply"),
    path("campaigns/replies/<int:written_id>/<slug:doing>/", replies.act, name="reply-act"),
    path("campaigns/<int:campaign_id>/", views.campaign, name="campaign"),
    path("campaigns/<int:campaign_id>/plan/", views.plan, name="plan"),
    path("campaigns/<int:campaign_id>/text/", views.compose, name="compose"),
    path("campaigns/<int:campaign_id>/do/<slug:move>/", views.move, name="move"),
    path("campaigns/<int:campaign_id>/by/<slug:channel>/", views.by_channel, name="channel"),
    path("campaigns/<int:campaign_id>/by/<slug:channel>/<slug:decision>/", views.decide, name="decide"),
    path("campaigns/<int:campaign_id>/paper/<slug:paper>.pdf", views.paper, name="paper"),
    path("newsletter/mine/<slug:letter>/", newsletter.mine, name="mine"),
    path("newsletter/mine/<slug:letter>/choose/", newsletter.choose, name="choose"),
    path("newsletter/mine/<slug:letter>/leave/", newsletter.leave, name="leave"),
    path("newsletter/mine/<slug:letter>/text/", newsletter.text_me, name="text-me"),
    path("newsletter/mine/<slug:letter>/text/code/", newsletter.text_code, name="text-code"),
    path("newsletter/mine/<slug:letter>/text/stop/", newsletter.text_stop, name="text-stop"),
    path("newsletter/mine/<slug:letter>/all.json", newsletter.take_along, name="take-along"),
    path("newsletter/confirm/<slug:letter>/", newsletter.confirm, name="confirm"),
    path("newsletter/<str:code>/", newsletter.subscribe, name="subscribe"),
    path("newsletter/<str:code>/link/", newsletter.link, name="newsletter-link"),
    path("l/<str:code>/<slug:link>", following.follow, name="follow"),
]
