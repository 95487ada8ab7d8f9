"""Identity providers of municipalities and authorities: one row each, in the table that only sign-in reads.

The key of a provider names it everywhere: in its addresses, in the accounts that came through it, and as the
source of the roles that it gave.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, cast
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.usersessions.models import UserSession
from django.urls import reverse

from kokong.kernel import audit, tenancy
from kokong.kernel.errors import UserError
from kokong.people import api
from kokong.people.rules import Authority

from . import sealing
from .mapping import Line

KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{2,39}")
DOMAIN: Final = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
OPENID: Final = "openid_connect"
SAML: Final = "saml"


@dataclass(frozen=True)
class Terms:
    """What a provider may say: for which municipality and authority, of whose addresses, and what follows.

    `hours`: how long a sign-in through it lasts before it is asked again.
    """

    municipality_id: int
    authority: Authority
    domains: tuple[str, ...]
    lines: tuple[Line, ...]
    hours: int


@dataclass(frozen=True)
class Provider:
    """A provider as lists show it."""

    key: str
    protocol: str
    name: str
    place: str
    terms: Terms

    @property
    def url(self) -> str:
        """Where signing in through it begins."""
        return reverse("openid_connect_login" if self.protocol == OPENID else "saml_login", args=[self.key])


def terms(app: Any) -> Terms:
    """The terms of a provider's row."""
    kept = app.settings["kokong"]
    lines = tuple(Line(**each) for each in kept["lines"])
    domains = tuple(kept["domains"])
    return Terms(kept["municipality_id"], cast(Authority, kept["authority"]), domains, lines, kept["hours"])


def add_openid(
    *, key: str, name: str, terms: Terms, issuer: str, client_id: str, secret: str,
    hosts: Sequence[str] = (), internal: bool = False, userinfo: bool = False,
) -> Provider:  # fmt: skip
    """A provider of OpenID Connect. Raises UserError for what can't be used; then nothing was changed."""
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not internal:
        raise UserError("The issuer's address must begin with https://. Nothing was changed.")
    if not secret:
        raise UserError("The client's secret is missing. Nothing was changed.")
    own = {
        "server_url": issuer.rstrip("/"),
        "oauth_pkce_enabled": True,
        "fetch_userinfo": userinfo,
        "sealed_secret": sealing.seal(secret),
        "hosts": [parts.hostname, *hosts],
        "internal": internal,
    }
    return _add(key=key, name=name, protocol=OPENID, terms=terms, own=own, client_id=client_id)


def add_saml(*, key: str, name: str, terms: Terms, entity_id: str, sso_url: str, certificate: str) -> Provider:
    """A provider of SAML 2.0 that signs its assertions. Raises UserError for what can't be used."""
    if urlsplit(sso_url).scheme != "https":
        raise UserError("The provider's sign-in address must begin with https://. Nothing was changed.")
    own = {
        "idp": {"entity_id": entity_id, "sso_url": sso_url, "x509cert": certificate},
        "advanced": {"want_assertion_signed": True, "reject_idp_initiated_sso": True, "strict": True,
                     "want_name_id": True},
    }  # fmt: skip
    return _add(key=key, name=name, protocol=SAML, terms=terms, own=own, client_id=key)


def _add(*, key: str, name: str, protocol: str, terms: Terms, own: dict[str, Any], client_id: str) -> Provider:
    if not KEY.fullmatch(key) or key == SAML:
        raise UserError("A key is 3 to 40 small letters, digits and hyphens. Nothing was changed.")
    if not terms.domains or not all(DOMAIN.fullmatch(domain) for domain in terms.domains):
        raise UserError("Name the domains of its people's addresses, such as kalmar.se. Nothing was changed.")
    if not terms.lines:
        raise UserError("Say which claim gives which role. Nothing was changed.")
    if SocialApp.objects.filter(provider_id=key).exists():
        raise UserError(f"There is a provider {key} already. Remove it first. Nothing was changed.")
    kept = {**own, "kokong": {**asdict(terms), "domains": list(terms.domains)}}
    row = SocialApp.objects.create(
        provider=protocol, provider_id=key, name=name, client_id=client_id, settings=kept
    )
    with tenancy.scope(municipality_id=terms.municipality_id):
        audit.record(action="provider.added", subject="provider", detail={"key": key})
    return _value(row)


def find(key: str) -> Any:
    """The row of a provider, with its secret opened; None where there is none."""
    app = SocialApp.objects.filter(provider_id=key, provider__in=(OPENID, SAML)).first()
    if app is not None and "sealed_secret" in app.settings:
        app.secret = sealing.unseal(app.settings["sealed_secret"])
    return app


def of(*, municipality_id: int) -> tuple[Provider, ...]:
    """A municipality's providers and those of the authorities there, by name."""
    rows = SocialApp.objects.filter(settings__kokong__municipality_id=municipality_id).order_by("name")
    return tuple(_value(row) for row in rows)


def all_of_them() -> tuple[Provider, ...]:
    """All providers, by key. For the command line."""
    return tuple(_value(row) for row in SocialApp.objects.order_by("provider_id"))


def for_address(address: str) -> tuple[Provider, ...]:
    """The providers whose people have addresses like this one."""
    domain = address.rpartition("@")[2].strip().lower()
    rows = SocialApp.objects.filter(settings__kokong__domains__contains=[domain]).order_by("name")
    return tuple(_value(row) for row in rows) if domain else ()


def remove(*, key: str) -> int:
    """Take a provider away: the roles that it gave and the sessions that came through it end; how many people.

    Accounts stay; their link to it goes, so that a later provider of the same name opens none of them.
    """
    app = SocialApp.objects.filter(provider_id=key).first()
    if app is None:
        raise UserError(f"There is no provider {key}. Nothing was changed.")
    place = terms(app).municipality_id
    linked = SocialAccount.objects.filter(provider=key)
    people = sorted(linked.values_list("user_id", flat=True))
    with tenancy.scope(municipality_id=place):
        for user_id in people:
            api.hold_roles(user_id=user_id, email="", name="", organisation="", roles=(), source=key)
        audit.record(action="provider.removed", subject="provider", detail={"key": key, "people": len(people)})
    for session in UserSession.objects.filter(data__provider=key):
        session.end()
    linked.delete()
    app.delete()
    return len(people)


def _value(app: Any) -> Provider:
    from kokong.kernel.models import Municipality

    its = terms(app)
    place = Municipality.objects.filter(pk=its.municipality_id).first()
    return Provider(app.provider_id, app.provider, app.name, place.code if place else "", its)
