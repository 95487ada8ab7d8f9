"""Addresses of this room, under /alarms/."""

from django.urls import path, re_path

from . import account_views, console_views, stream_views

app_name = "alarms"
urlpatterns = [
    path("", console_views.console, name="console"),
    path("queue/", console_views.queue, name="queue"),
    path("stream", stream_views.listen, name="stream"),
    path("<int:alarm_id>/", console_views.alarm, name="alarm"),
    path("<int:alarm_id>/home.geojson", console_views.features, name="features"),
    re_path(
        rf"^(?P<alarm_id>\d{{1,18}})/(?P<action>{'|'.join(console_views.ACTS)})/$", console_views.act, name="act"
    ),
    path("accounts/", account_views.listed, name="accounts"),
    path("accounts/<int:account_id>/", account_views.account, name="account"),
    path("accounts/<int:account_id>/agreed/", account_views.agree, name="agree"),
    path("accounts/<int:account_id>/test/", account_views.test, name="test"),
]
