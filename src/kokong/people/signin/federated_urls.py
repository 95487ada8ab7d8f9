"""Addresses of signing in through identity providers, under /account/; allauth asks for them by these names."""

from django.urls import path

from . import federated_views as views

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", views.openid_begin, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", views.openid_end, name="openid_connect_callback"),
    path("saml/<slug:organization_slug>/login/", views.saml_begin, name="saml_login"),
    path("saml/<slug:organization_slug>/acs/", views.saml_take, name="saml_acs"),
    path("saml/<slug:organization_slug>/acs/finish/", views.saml_end, name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/metadata/", views.saml_metadata, name="saml_metadata"),
    path("saml/<slug:organization_slug>/sls/", views.saml_sign_out, name="saml_sls"),
]
