"""Addresses of this room. `hosting` leads a site's own host name to those below `k/`."""

from django.urls import path

from . import views, views_of_staff

app_name = "public"
urlpatterns = [
    path("k/<str:site>/", views.home, name="site"),
    path("k/<str:site>/colours-<slug:look>.css", views.colours, name="colours"),
    path("k/<str:site>/crest-<int:picture>.jpg", views.crest, name="crest"),
    path("k/<str:site>/search/", views.search, name="search"),
    path("k/<str:site>/report/", views.report, name="report"),
    path("k/<str:site>/sitemap.xml", views.sitemap, name="sitemap"),
    path("k/<str:site>/robots.txt", views.robots, name="site-robots"),
    path("k/<str:site>/calendar.ics", views.calendar, name="calendar"),
    path("k/<str:site>/offline/", views.offline, name="offline"),
    path("k/<str:site>/offline.js", views.offline_worker, name="offline-worker"),
    path("k/<str:site>/card-<slug:look>-<slug:page>.png", views.card, name="card"),
    path("k/<str:site>/embed/<slug:piece>/", views.piece, name="piece"),
    path("robots.txt", views.robots_here, name="robots"),
    path("k/<str:site>/<slug:page>/", views.page, name="page"),
    path("k/<str:site>/<slug:section>/<slug:slug>/", views.below, name="below"),
    path("k/<str:site>/<slug:section>/picture-<int:picture>.jpg", views.picture, name="picture"),
    path("k/<str:site>/<slug:section>.<str:form>", views.feed, name="feed"),
    path("k/<str:site>/<path:rest>", views.nothing, name="nothing"),
    path("public/<str:code>/", views.moved, name="old-site"),
    path("public/<str:code>/<path:rest>", views.moved, name="old"),
    path("public-pages/", views_of_staff.listed, name="list"),
    path("public-pages/site/", views_of_staff.settings, name="settings"),
    path("public-pages/pieces/", views_of_staff.pieces, name="pieces"),
    path("public-pages/reports/", views_of_staff.listed_reports, name="reports"),
    path("public-pages/reports/<int:report_id>/done/", views_of_staff.see_to, name="report-done"),
    path("public-pages/<slug:page>/", views_of_staff.preview, name="preview"),
    path("public-pages/<slug:page>/publish/", views_of_staff.publish, name="publish"),
    path("public-pages/<slug:page>/withdraw/", views_of_staff.withdraw, name="withdraw"),
]
