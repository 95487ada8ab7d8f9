"""A session that began at an identity provider: how far it reaches, and how long.

A municipality's provider answers for its own people in its own municipality. Whoever runs it could sign in as any
of them; so such a session reaches no other municipality, and never what belongs to the police.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from kokong.people import api

from . import mapping
from .providers import Terms

THROUGH: Final = "through"

# Ways in that would outlast the session and reach further than its provider answers for.
KEPT_SHUT: Final = frozenset({
    "account_set_password", "account_change_password", "mfa_add_webauthn", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_view_recovery_codes", "mfa_download_recovery_codes",
    "mfa_remove_webauthn", "mfa_edit_webauthn", "people:address", "people:address-proof", "people:token-new",
})  # fmt: skip


def begin(request: HttpRequest, *, key: str, terms: Terms, now: datetime) -> None:
    """Mark the session that has just begun."""
    request.session[THROUGH] = {
        "key": key,
        "municipality_id": terms.municipality_id,
        "authority": terms.authority,
        "until": (now + timedelta(hours=terms.hours)).timestamp(),
    }
    UserSession.objects.filter(session_key=request.session.session_key).update(data={"provider": key})


def is_one(request: HttpRequest) -> bool:
    """Whether the session began at a provider, which then answers for a second step, too."""
    return THROUGH in request.session


def is_shut(request: HttpRequest, name: str) -> bool:
    """Whether the page called `name` would give a way in that this session must not give."""
    return name in KEPT_SHUT and is_one(request)


def is_over(request: HttpRequest, *, now: datetime) -> bool:
    """Whether the provider is to be asked again."""
    kept: dict[str, Any] | None = request.session.get(THROUGH)
    return kept is not None and now.timestamp() >= kept["until"]


def reached(request: HttpRequest, actors: tuple[api.Actor, ...]) -> tuple[api.Actor, ...]:
    """What the person is in this session: all that they are, or what the provider may answer for."""
    kept: dict[str, Any] | None = request.session.get(THROUGH)
    if kept is None:
        return actors
    roles = mapping.allowed(kept["authority"])
    own = (a for a in actors if kept["municipality_id"] in {a.municipality_id, a.practice_of})
    return tuple(replace(actor, roles=actor.roles & roles) for actor in own if actor.roles & roles)
