"""Who comes in through an identity provider, and as what."""

import logging
from typing import Any, NoReturn

from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kokong.kernel import tenancy
from kokong.people import api
from kokong.people.models import User

from . import mapping, providers
from .fetching import GuardedSession
from .mapping import NAMES
from .providers import Terms

log = logging.getLogger(__name__)


class FederationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Allauth's hooks: which provider is asked, over which connection, and what its answer means here."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """One provider by its key, and never all of a kind: they belong to different municipalities."""
        found = providers.find(str(client_id if provider == providers.SAML else provider))
        return [found] if found is not None and client_id in {None, found.client_id} else []

    def get_requests_session(self) -> GuardedSession:
        """A connection to the hosts of the provider that this request is about, and to no other."""
        match = context.request.resolver_match
        app = providers.find(match.kwargs.get("provider_id", "")) if match else None
        if app is None:
            return GuardedSession(hosts=(), internal=False)
        return GuardedSession(hosts=app.settings.get("hosts", ()), internal=app.settings.get("internal", False))

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse whom the provider can't answer for; apply the roles that it claims for whom it can."""
        app = providers.find(sociallogin.account.provider)
        if app is None:
            refuse(request, _("This way of signing in no longer exists."))
        state, claims = sociallogin.state, sociallogin.claims
        if app.provider == providers.OPENID and claims.get("nonce") != state.get("nonce", ""):
            refuse(request, _("The answer does not belong to this sign-in."))
        sociallogin.token = None  # nothing is asked of the provider later
        terms = providers.terms(app)
        address = mapping.address(claims, terms.domains)
        if not address:
            refuse(request, _("The e-mail address that was told is not of this municipality or authority."))
        if state.get("process") == AuthProcess.CONNECT:
            _connect(request, address)
        else:
            _sign_in(request, sociallogin, terms, address)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whoever has come this far has a role."""
        return True

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """A new account, with the roles that its provider claims."""
        user = super().save_user(request, sociallogin, form)
        terms = providers.terms(providers.find(sociallogin.account.provider))
        _hold(sociallogin, terms, user_id=user.pk, address=user.email)
        return user

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        """The name and the address that were told."""
        user = super().populate_user(request, sociallogin, data)
        user.name = _name(
            data.get("name") or " ".join(filter(None, [data.get("first_name"), data.get("last_name")]))
        )
        return user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """The account's own page."""
        return reverse("people:account")

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """Say so in our words; why goes to the log of the server."""
        log.warning(
            "Signing in through %s failed: %s %s", getattr(provider.app, "provider_id", ""), error, exception
        )
        refuse(
            request,
            _("The municipality’s or authority’s own sign-in was broken off, or its answer was not valid."),
        )


def refuse(request: HttpRequest, words: str) -> NoReturn:
    """Answer that nobody was signed in, and why."""
    raise ImmediateHttpResponse(render(request, "people/through_refused.html", {"words": words}, status=403))


def _connect(request: HttpRequest, address: str) -> None:
    """A signed-in person links their own account; only to the sign-in of the address that they have here."""
    if not request.user.is_authenticated or request.user.email.lower() != address:
        refuse(request, _("You are signed in here under another e-mail address than there."))


def _sign_in(request: HttpRequest, sociallogin: Any, terms: Terms, address: str) -> None:
    if request.user.is_authenticated:
        refuse(request, _("Somebody is signed in on this device already. Sign out first."))
    roles = mapping.roles(sociallogin.claims, terms.lines, authority=terms.authority)
    if sociallogin.is_existing:
        _hold(sociallogin, terms, user_id=sociallogin.user.pk, address=address)
    elif roles and User.objects.filter(email__iexact=address).exists():
        refuse(
            request,
            _("There is an account with your address already. Sign in to it, and connect it under Your account."),
        )
    if not roles:
        refuse(request, _("Your municipality or authority has given you no role in Kokong."))
    if not sociallogin.is_existing:
        sociallogin.user.email = address
        sociallogin.email_addresses = [EmailAddress(email=address, verified=True, primary=True)]


def _hold(sociallogin: Any, terms: Terms, *, user_id: int, address: str) -> None:
    with tenancy.scope(municipality_id=terms.municipality_id):
        api.hold_roles(
            user_id=user_id,
            email=address,
            name=_name(mapping.first(sociallogin.claims, NAMES)) or sociallogin.user.name,
            organisation="",
            roles=mapping.roles(sociallogin.claims, terms.lines, authority=terms.authority),
            source=sociallogin.account.provider,
        )


def _name(told: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in told).split())[:120]


def no_such_app() -> type[Exception]:
    """What allauth raises where a key names no provider."""
    found: type[Exception] = SocialApp.DoesNotExist
    return found
