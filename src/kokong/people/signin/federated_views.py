"""Signing in through a municipality's or an authority's own identity provider."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.saml import views as saml
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from onelogin.saml2.errors import OneLogin_Saml2_Error
from requests import RequestException

from . import providers
from .federation import no_such_app
from .openid import Adapter

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


def _careful(view: View) -> View:
    """404 for a key that names no provider; where a provider doesn't answer, say so and sign nobody in."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, **named: str) -> HttpResponseBase:
        try:
            return view(request, **named)
        except no_such_app() as error:
            raise Http404 from error
        except ImmediateHttpResponse as refused:
            return refused.response  # type: ignore[no-any-return]
        except (RequestException, OAuth2Error, OneLogin_Saml2_Error) as error:
            log.warning("Signing in through %s failed: %s", *named.values(), type(error).__name__)
            words = _("Your municipality’s or authority’s own sign-in does not answer as it should.")
            return render(request, "people/through_refused.html", {"words": words}, status=HTTPStatus.BAD_GATEWAY)

    return guarded


def _begun_here(request: HttpRequest) -> bool:
    """Whether a person asked for it on our own pages: nobody else begins somebody's sign-in."""
    return request.headers.get("Sec-Fetch-Site", "none") in {"same-origin", "none"}


@require_GET
@_careful
def openid_begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead to the provider."""
    if not _begun_here(request):
        return redirect("account_login")
    return OAuth2LoginView.adapter_view(Adapter(request, provider_id))(request)  # type: ignore[no-any-return]


@require_GET
@_careful
def openid_end(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take the provider's answer."""
    return OAuth2CallbackView.adapter_view(Adapter(request, provider_id))(request)  # type: ignore[no-any-return]


@require_GET
@_careful
def saml_begin(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """Lead to the provider."""
    if not _begun_here(request):
        return redirect("account_login")
    return _saml(saml.login, request, organization_slug)


@csrf_exempt
@require_POST
@_careful
def saml_take(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """Take the provider's answer, which comes without our cookies, and go on in a request with them."""
    return _saml(saml.acs, request, organization_slug)


@require_GET
@_careful
def saml_end(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """Look at the provider's answer."""
    return _saml(saml.finish_acs, request, organization_slug)


@require_GET
@_careful
def saml_metadata(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """What the provider needs to know of us."""
    return _saml(saml.metadata, request, organization_slug)


def saml_sign_out(_request: HttpRequest, **_named: str) -> HttpResponseBase:
    """Signing out everywhere at once isn't offered; allauth only wants the address to have a name."""
    raise Http404


def _saml(view: Any, request: HttpRequest, key: str) -> HttpResponseBase:
    if providers.find(key) is None:
        raise Http404
    request.META.setdefault("HTTP_HOST", request.get_host())  # python3-saml expects it
    return view(request, organization_slug=key)  # type: ignore[no-any-return]


@require_GET
@never_cache
def through(request: HttpRequest) -> HttpResponseBase:
    """Find one's own municipality's or authority's sign-in by one's address.

    It is offered as a link: a form must not lead to another site, also not by a redirect (content policy).
    """
    address = request.GET.get("address", "")
    found = providers.for_address(address)
    return render(request, "people/through.html", {"address": address, "providers": found})


def buttons(request: HttpRequest) -> tuple[providers.Provider, ...]:
    """The providers of the municipality whose sign-in address this is (`?municipality=0880`)."""
    from kokong.kernel.models import Municipality

    place = Municipality.objects.filter(code=request.GET.get("municipality", "")).first()
    return providers.of(municipality_id=place.pk) if place else ()


def sign_in_address(code: str) -> str:
    """The address of a municipality's own sign-in page."""
    return f"{reverse('account_login')}?municipality={code}"
