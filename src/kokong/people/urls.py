"""Addresses of this room, under /account/."""

from django.urls import path

from . import address_views, invitation_views, staff_views, token_views, views
from .rights.urls import urlpatterns as rights
from .signin.urls import urlpatterns as signin

app_name = "people"
urlpatterns = [
    path("", views.account, name="account"),
    path("here/", views.here, name="here"),
    path("back/", views.back, name="back"),
    path("language/", views.language, name="language"),
    path("municipality/", views.municipality, name="municipality"),
    path("address/", address_views.address, name="address"),
    path("address/<str:proof>/", address_views.prove, name="address-proof"),
    path("people/", staff_views.people, name="list"),
    path("people/<int:user_id>/", staff_views.person, name="person"),
    path("people/<int:user_id>/end/", staff_views.end, name="end"),
    path("people/<int:user_id>/roles/<int:grant_id>/end/", staff_views.end_role, name="end-role"),
    path("people/invitations/<int:invitation_id>/send/", staff_views.send_again, name="invite-again"),
    path("people/invitations/<int:invitation_id>/withdraw/", staff_views.withdraw, name="invite-withdraw"),
    path("invitation/<str:secret>/", invitation_views.invitation, name="invitation"),
    path("tokens/", token_views.shown, name="tokens"),
    path("tokens/new/", token_views.new, name="token-new"),
    path("tokens/<int:token_id>/revoke/", token_views.revoke, name="token-revoke"),
    *rights,
    *signin,
]
