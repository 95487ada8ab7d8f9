"""The year wheel's calendar, for whoever has its secret address."""

from django.urls import path

from . import views

app_name = "wheel"
urlpatterns = [path("<slug:wheel_secret>.ics", views.feed, name="feed")]
