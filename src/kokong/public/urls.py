"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "public"
urlpatterns = [
    path("public/<str:code>/", views.site, name="site"),
    path("public/<str:code>/<slug:page>/", views.page, name="page"),
    path("public/<str:code>/<slug:section>/<slug:slug>/", views.below, name="below"),
    path("public/<str:code>/<slug:section>.<str:form>", views.feed, name="feed"),
    path("public-pages/", views.listed, name="list"),
    path("public-pages/<slug:page>/", views.preview, name="preview"),
    path("public-pages/<slug:page>/publish/", views.publish, name="publish"),
    path("public-pages/<slug:page>/withdraw/", views.withdraw, name="withdraw"),
]
