"""The door to people: who acts, who works where, and what they may."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect
from ninja.errors import HttpError

from kokong.kernel import tenancy, ways
from kokong.kernel.errors import UserError
from kokong.kernel.models import Municipality

from . import members, passwords
from .door import denied
from .members import actors_of, end_membership, end_person, everyone, hold_roles, names, people
from .models import User
from .rules import Role, declare
from .values import Actor, Person

__all__ = [
    "Actor",
    "ActorRequest",
    "Person",
    "account_of",
    "actors_of",
    "add_person",
    "allow",
    "choose_actor",
    "declare",
    "denied",
    "end_membership",
    "end_person",
    "enter",
    "everyone",
    "hold_roles",
    "may",
    "may_read",
    "municipality",
    "names",
    "people",
    "sign_in",
    "signed_in",
]


class ActorRequest(HttpRequest):
    """A request of a signed-in person who works in a municipality."""

    actor: Actor


View = Callable[..., HttpResponseBase]


def may(action: str) -> Callable[[View], View]:
    """Decorate a view: only signed-in people whose roles may do `action`; others get the sign-in page or 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None:
                if request.user.is_authenticated:
                    raise denied(request, action)
                return _to_sign_in(request)
            if not actor.may(action):
                raise denied(request, action)
            return view(cast(ActorRequest, request), *args, **kwargs)

        return guarded

    return decorate


def signed_in(view: View) -> View:
    """Decorate a view that is about nobody but oneself: only signed-in people; others get the sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if request.user.is_authenticated else _to_sign_in(request)

    return guarded


def may_read(action: str) -> Callable[[View], View]:
    """As `may`, for a view that only reads: programs with an access token of such a person come in, too."""
    from .bearers import may_read

    return may_read(action)


def allow(request: HttpRequest, action: str) -> Actor:
    """Who calls the HTTP API, where they may do `action`. Raises HttpError (403), which is logged."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.may(action):
        denied(request, action)
        raise HttpError(403, "Your role does not include this.")
    return actor


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    from django.contrib.auth.views import redirect_to_login

    answer = redirect_to_login(ways.safe_address(request))
    # A part of a page that is fetched by itself would show the sign-in page inside the old one.
    return HttpResponseClientRedirect(answer.url) if request.headers.get("HX-Request") else answer


def add_person(
    *, email: str, name: str, role: Role, organisation: str = "", password: str | None = None
) -> Person:
    """Give a person one more role in the municipality in scope, with a new account where the address is unknown.

    For the command line, where whoever looks after the machine vouches for the address; the web invites instead.
    Raises UserError for an unknown role or what is no address.
    """
    user_id = sign_in(email=email, name=name, password=password)
    return members.add(user_id=user_id, email=email, name=name, role=role, organisation=organisation)


def sign_in(*, email: str, name: str, password: str | None = None) -> int:
    """The id of the account with an e-mail address, made where there is none; it has no role anywhere by this.

    For the command line. Raises UserError for what is no address, and for a password that is too easily guessed.
    """
    if "@" not in email:
        raise UserError(f"{email!r} is not an e-mail address.")
    known = account_of(email=email)
    if known is None and password is not None:
        passwords.check(password, email=email, name=name)
    return int(User.objects.create_user(email, password, name=name).pk) if known is None else known


def account_of(*, email: str) -> int | None:
    """The id of the account with an e-mail address. For the command line: no page may show that there is one."""
    return User.objects.filter(email__iexact=email.strip()).values_list("pk", flat=True).first()


def municipality(*, code: str) -> Municipality:
    """The municipality with a code. Raises UserError when there is none."""
    found = Municipality.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Municipality.objects.order_by("code").values_list("code", flat=True)) or "none yet"
        raise UserError(f"There is no municipality with code {code}. Known: {known}.")
    return found


def choose_actor(actors: tuple[Actor, ...], *, municipality_id: int | None) -> Actor | None:
    """The actor for the chosen municipality; the first where none (or a stranger's) is chosen."""
    return next((a for a in actors if a.municipality_id == municipality_id), actors[0] if actors else None)


def enter(actor: Actor) -> Any:
    """Go on in the running transaction as `actor`."""
    return tenancy.narrowed(
        municipality_id=actor.municipality_id, authority=actor.authority, roles=tuple(sorted(actor.roles))
    )
