"""The door to people: who acts, who works where, and what they may."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from kokong.kernel import audit, tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.models import Municipality

from . import rules
from .models import Membership, User
from .rules import Authority, Role


@dataclass(frozen=True)
class Actor:
    """The person who acts, in one municipality, in one role."""

    user_id: int
    name: str
    email: str
    municipality_id: int
    municipality: str
    code: str
    role: Role
    authority: Authority

    def may(self, action: str) -> bool:
        """Whether this person may do `action` (`people.rules.MAY`)."""
        return rules.may(self.role, action)


@dataclass(frozen=True)
class Person:
    """A colleague as lists show them."""

    user_id: int
    name: str
    email: str
    role: Role
    organisation: str


class ActorRequest(HttpRequest):
    """A request of a signed-in person who works in a municipality."""

    actor: Actor


View = Callable[..., HttpResponseBase]


def may(action: str) -> Callable[[View], View]:
    """Decorate a view: only signed-in people whose role may do `action`; others get the sign-in page or 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None:
                return _to_sign_in(request)
            if not actor.may(action):
                raise PermissionDenied
            return view(cast(ActorRequest, request), *args, **kwargs)

        return guarded

    return decorate


def may_read(action: str) -> Callable[[View], View]:
    """As `may`, for a view that only reads: programs with an access token of such a person come in, too."""
    from .bearers import may_read

    return may_read(action)


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    from django.contrib.auth.views import redirect_to_login

    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.get_full_path())


def actors_of(*, user: User) -> tuple[Actor, ...]:
    """What a person is, in every municipality they work in, by name. Needs the person's own scope."""
    rows = (
        Membership.objects.filter(user_id=user.pk, ended=None)
        .annotate(place=F("municipality__name"), place_code=F("municipality__code"))
        .order_by("place")
    )
    return tuple(
        Actor(
            user_id=user.pk,
            name=user.name,
            email=user.email,
            municipality_id=row.municipality_id,
            municipality=row.place,
            code=row.place_code,
            role=cast(Role, row.role),
            authority=rules.AUTHORITY[cast(Role, row.role)],
        )
        for row in rows
    )


def add_person(
    *, email: str, name: str, role: Role, organisation: str = "", password: str | None = None
) -> Person:
    """Give a person a role in the municipality in scope, with a new account where the address is unknown.

    A person who already works here changes role. Raises UserError for an unknown role or an empty address.
    """
    if role not in rules.ROLES:
        raise UserError(f"There is no role {role!r}. Roles: {', '.join(rules.ROLES)}.")
    if "@" not in email:
        raise UserError(f"{email!r} is not an e-mail address.")
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, password, name=name)
    Membership.objects.filter(user=user, ended=None).exclude(role=role).update(ended=timezone.now())
    Membership.objects.update_or_create(
        user=user, ended=None, defaults={"role": role, "organisation": organisation}
    )
    audit.record(action="person.role", subject="user", subject_id=user.pk, detail={"role": role})
    return Person(user.pk, user.name, user.email, role, organisation)


def sign_in(*, email: str, name: str) -> int:
    """The id of the account with an e-mail address, made where there is none; it has no role anywhere by this.

    Raises UserError for what is no address.
    """
    if "@" not in email:
        raise UserError(f"{email!r} is not an e-mail address.")
    known = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, name=name)
    return int(known.pk)


def end_membership(*, user_id: int) -> bool:
    """End a person's work in the municipality in scope; False when they did not work here."""
    ended = Membership.objects.filter(user_id=user_id, ended=None).update(ended=timezone.now())
    if ended:
        audit.record(action="person.ended", subject="user", subject_id=user_id)
    return bool(ended)


def people(*, roles: frozenset[str] | None = None) -> tuple[Person, ...]:
    """Who works in the municipality in scope, by name."""
    rows = Membership.objects.filter(ended=None).select_related("user").order_by("user__name", "user_id")
    if roles is not None:
        rows = rows.filter(role__in=roles)
    return tuple(
        Person(row.user_id, row.user.name, row.user.email, cast(Role, row.role), row.organisation) for row in rows
    )


def names(*, user_ids: frozenset[int]) -> dict[int, str]:
    """Names of people who work (or worked) in the municipality in scope."""
    rows = Membership.objects.filter(user_id__in=user_ids).select_related("user")
    return {row.user_id: row.user.name for row in rows}


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
    return tenancy.narrowed(municipality_id=actor.municipality_id, authority=actor.authority)
