"""Addresses for households without a sign-in."""

from django.urls import path

from . import views

app_name = "marking-public"
urlpatterns = [path("used/<slug:letter>/", views.used, name="used")]
