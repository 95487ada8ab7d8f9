"""Who works with alarms: people of the municipality in scope, and a centre's operators, who work in none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Protocol, cast

from django.http import HttpRequest, HttpResponseBase

from kokong.kernel import tenancy
from kokong.people import api as people

from . import models as rows
from .values import Operator

CENTRE: frozenset[str] = frozenset({"alarm.see", "alarm.handle", "alarm.accounts"})
ACTIONS: tuple[str, ...] = ("alarm.see", "alarm.handle", "alarm.accounts", "alarm.enrol", "alarm.supervise")


class OperatorRequest(HttpRequest):
    """A request of somebody who works with alarms."""

    operator: Operator


View = Callable[..., HttpResponseBase]


def operator_of(request: HttpRequest) -> Operator | None:
    """Who asks: in their municipality where they have a role in one, else for their centre; None for others."""
    actor: people.Actor | None = getattr(request, "actor", None)
    if actor is not None:
        allowed = frozenset(action for action in ACTIONS if actor.may(action))
        return Operator(actor.user_id, actor.name, actor.municipality_id, actor.municipality, allowed)
    if not request.user.is_authenticated:
        return None
    works = rows.CentreOperator.objects.filter(user_id=request.user.pk).order_by("centre__name")
    centres = dict(works.values_list("centre__name", "supervisor"))
    if not centres:
        return None
    allowed = CENTRE | {"alarm.supervise"} if any(centres.values()) else CENTRE
    return Operator(int(request.user.pk), str(request.user), None, ", ".join(centres), allowed)


def supervises(centre_id: int | None) -> bool:
    """Whether who acts supervises the alarms of this centre, or None for those of the municipality in scope."""
    scope = tenancy.current()
    if scope.municipality_id is not None:
        return centre_id is None and "alarm_supervisor" in scope.roles
    works = rows.CentreOperator.objects.filter(user_id=scope.user_id or 0, centre_id=centre_id or 0)
    return works.filter(supervisor=True).exists()


def start(request: HttpRequest) -> str:
    """The console is where operators work, those of a centre among them, who work in no municipality."""
    operator = operator_of(request)
    return "alarms:console" if operator is not None and operator.may("alarm.see") else ""


def may(action: str) -> Callable[[View], View]:
    """Decorate a view as `people.api.may` does, and let a centre's operators in; sets `request.operator`.

    A centre's operator has no municipality in scope, and sees what the policies show a person.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if getattr(request, "actor", None) is not None:
                return people.may(action)(_named(view))(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return people.may(action)(view)(request, *args, **kwargs)
            with tenancy.scope(municipality_id=None, authority="municipality", user_id=int(request.user.pk)):
                operator = operator_of(request)
                if operator is None or not operator.may(action):
                    raise people.denied(request, action)
                return _named(view)(request, *args, **kwargs)

        return guarded

    return decorate


def _named(view: View) -> View:
    @wraps(view)
    def named(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = cast(OperatorRequest, request)
        operator = operator_of(request)
        assert operator is not None
        asked.operator = operator
        return view(asked, *args, **kwargs)

    return named


class OfMunicipality(Protocol):
    """A row, or what is said of one."""

    @property
    def municipality_id(self) -> int: ...


@contextmanager
def municipality_of(row: OfMunicipality) -> Iterator[None]:
    """Work in a row's municipality for what must be written there: the log and what the flows are told.

    A person of the municipality is there already; a centre's operator and the raiser step in and out.
    """
    before = tenancy.current()
    if before.municipality_id is not None:
        yield
        return
    authority: tenancy.Authority = "system" if before.authority == "receiver" else before.authority
    with tenancy.narrowed(municipality_id=row.municipality_id, authority=authority):
        yield
    tenancy.apply(before)
