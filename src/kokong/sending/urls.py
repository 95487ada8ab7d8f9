"""Addresses of this room, under /account/messages/."""

from django.urls import path

from . import views

app_name = "sending"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("devices/", views.add_device, name="add-device"),
    path("devices/<int:device_id>/remove/", views.remove_device, name="remove-device"),
    path("push.js", views.service_worker, name="push-worker"),
    path("new/", views.news, name="news"),
    path("stream/", views.stream, name="stream"),
    path("seen/", views.put_away, name="put-away"),
    path("undelivered/", views.undelivered, name="undelivered"),
    path("undelivered/<int:message_id>/again/", views.send_again, name="send-again"),
    path("undelivered/<int:message_id>/leave/", views.leave, name="leave"),
]
