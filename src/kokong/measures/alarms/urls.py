"""Addresses of this room, under /alarms/."""

from django.urls import path, re_path

from .answering import views as answering_views
from .calls import urls as calls
from .console import stream_views
from .console import views as console_views
from .handing import urls as handing
from .panels import account_views, expected_views, weekly_views
from .panels import views as panel_views
from .reporting import views as reporting_views

app_name = "alarms"
urlpatterns = [
    *calls.urlpatterns,
    path("accounts/<int:account_id>/report/<int:year>/", reporting_views.report, name="year-report"),
    *handing.urlpatterns,
    path("", console_views.console, name="console"),
    path("queue/", console_views.queue, name="queue"),
    path("seen/", console_views.see_all, name="see-all"),
    path("stream", stream_views.listen, name="stream"),
    path("<int:alarm_id>/", console_views.alarm, name="alarm"),
    path("<int:alarm_id>/tiles/<int:zoom>/<int:column>/<int:row>.mvt", console_views.tile, name="tile"),
    path("<int:alarm_id>/home.geojson", console_views.features, name="features"),
    re_path(
        rf"^(?P<alarm_id>\d{{1,18}})/(?P<action>{'|'.join(console_views.ACTS)})/$", console_views.act, name="act"
    ),
    path("answers/", answering_views.answers, name="answers"),
    path("accounts/", account_views.listed, name="accounts"),
    path("accounts/not-understood/", account_views.misheard, name="misheard"),
    path("accounts/keys/", account_views.keys, name="keys"),
    path("accounts/enrol/", panel_views.enrol, name="enrol"),
    path("accounts/<int:account_id>/sheet/", panel_views.sheet, name="sheet"),
    path("accounts/<int:account_id>/zones/", panel_views.zones, name="zones"),
    path("accounts/<int:account_id>/zones.geojson", panel_views.zone_features, name="zone-features"),
    path("accounts/<int:account_id>/live/", account_views.look, name="live"),
    path("accounts/<int:account_id>/letter/", account_views.letter, name="letter"),
    path("accounts/<int:account_id>/edit/", panel_views.edit, name="edit"),
    path("accounts/<int:account_id>/retire/", panel_views.retire, name="retire"),
    path("accounts/<int:account_id>/contacts/", panel_views.contacts, name="contacts"),
    path("accounts/<int:account_id>/contacts/<int:contact_id>/", panel_views.contact, name="contact"),
    path("accounts/<int:account_id>/contacts/<int:contact_id>/order/", panel_views.arrange, name="arrange"),
    path("accounts/<int:account_id>/", account_views.account, name="account"),
    path("accounts/<int:account_id>/expected/", expected_views.expected, name="expected"),
    path("accounts/<int:account_id>/agreed/", account_views.agree, name="agree"),
    path("accounts/<int:account_id>/pause/", account_views.pause, name="pause"),
    path("accounts/<int:account_id>/pause/weekly/", weekly_views.pause_weekly, name="pause-weekly"),
    path("accounts/<int:account_id>/pause/<int:pause_id>/end/", account_views.resume, name="resume"),
    path("accounts/<int:account_id>/test/", account_views.test, name="test"),
]
