"""Addresses of meetings."""

from django.urls import path

from . import holding_views, staff_views, views

app_name = "meetings"
urlpatterns = [
    path("m/<slug:token>/", views.answer, name="answer"),
    path("m/<slug:token>/meeting.ics", views.event, name="event"),
    path("calendar/<slug:feed>.ics", views.feed, name="feed"),
    path("meetings/", staff_views.listed, name="list"),
    path("meetings/new/", staff_views.new, name="new"),
    path("meetings/calendar/", staff_views.feed, name="renew-feed"),
    path("meetings/agreed/", staff_views.agreed, name="agreed"),
    path("meetings/speakers/", holding_views.speakers, name="speakers"),
    path("meetings/speakers/<int:offer_id>/withdraw/", holding_views.withdraw, name="withdraw"),
    path("meetings/<int:meeting_id>/", staff_views.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/change/", staff_views.change, name="change"),
    path("meetings/<int:meeting_id>/move/", staff_views.move, name="move"),
    path("meetings/<int:meeting_id>/announce/", staff_views.announce, name="announce"),
    path("meetings/<int:meeting_id>/hold/", staff_views.hold, name="hold"),
    path("meetings/<int:meeting_id>/cancel/", staff_views.cancel, name="cancel"),
    path("meetings/<int:meeting_id>/again/", staff_views.again, name="again"),
    path("meetings/<int:meeting_id>/invite/", staff_views.invite, name="invite"),
    path("meetings/<int:meeting_id>/guests/<int:guest_id>/leave-out/", staff_views.leave_out, name="leave-out"),
    path("meetings/<int:meeting_id>/material/", staff_views.material, name="material"),
    path(
        "meetings/<int:meeting_id>/material/<int:material_id>/drop/", staff_views.drop_material,
        name="drop-material",
    ),
    path("meetings/<int:meeting_id>/speakers/<int:offer_id>/book/", holding_views.book, name="book"),
    path("meetings/<int:meeting_id>/speakers/<int:offer_id>/free/", holding_views.free, name="free"),
    path("meetings/<int:meeting_id>/attendance/", holding_views.attendance, name="attendance"),
    path("meetings/<int:meeting_id>/attendance/<int:guest_id>/", holding_views.came, name="came"),
    path("meetings/<int:meeting_id>/attendance/walk-in/", holding_views.walk_in, name="walk-in"),
    path(
        "meetings/<int:meeting_id>/attendance/walk-in/<int:walk_in_id>/drop/", holding_views.walk_out,
        name="walk-out",
    ),
    path("meetings/<int:meeting_id>/invitation.pdf", holding_views.poster, name="poster"),
    path("meetings/<int:meeting_id>/attendance.pdf", holding_views.paper_list, name="paper-list"),
    path("meetings/<int:meeting_id>/minutes/", holding_views.write, name="minutes"),
    path("meetings/<int:meeting_id>/minutes/agree/", holding_views.agree, name="agree"),
    path("meetings/<int:meeting_id>/minutes/<int:agreed_id>/drop/", holding_views.drop, name="drop"),
    path("meetings/<int:meeting_id>/minutes/send/", holding_views.send, name="send"),
]  # fmt: skip
