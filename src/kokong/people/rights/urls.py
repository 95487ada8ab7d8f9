"""Addresses of this part, under /account/rights/."""

from django.urls import path

from . import desk_views, views

urlpatterns = [
    path("rights/", views.mine, name="rights"),
    path("rights/file/", views.take, name="rights-file"),
    path("rights/of/<str:code>/", views.of, name="rights-of"),
    path("rights/by-link/<str:secret>/", views.by_link, name="rights-by-link"),
    path("rights/by-link/<str:secret>/file/", views.take_by_link, name="rights-file-by-link"),
    path("rights/by-link/<str:secret>/leave/", views.leave_by_link, name="rights-leave-by-link"),
    path("rights/cases/", desk_views.listed, name="rights-cases"),
    path("rights/cases/<int:rights_id>/", desk_views.one, name="rights-case"),
    path("rights/cases/<int:rights_id>/extend/", desk_views.extend, name="rights-extend"),
]
