"""One cast everywhere. The next municipality's coordinator must see nothing of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.test import Client

from kokong.kernel import audit, tenancy
from kokong.kernel.models import Municipality
from kokong.people import api
from kokong.people.models import User
from kokong.people.practising import CHOSEN
from kokong.people.rules import Role
from kokong.people.signin import second

PASSWORD = "granne-ser-granne-48"


@dataclass(frozen=True)
class Cast:
    """Who plays. All but `stranger` work in `home`; `stranger` coordinates the municipality next to it.

    `walker` coordinates and visits. `commuter` visits at home and coordinates elsewhere; there under another name.
    """

    home: Municipality
    elsewhere: Municipality
    officer: api.Actor
    coordinator: api.Actor
    visitor: api.Actor
    partner: api.Actor
    contact_person: api.Actor
    resident: api.Actor
    owner_representative: api.Actor
    auditor: api.Actor
    alarm_operator: api.Actor
    walker: api.Actor
    commuter: api.Actor
    commuter_elsewhere: api.Actor
    stranger: api.Actor

    @contextmanager
    def acting(self, actor: api.Actor) -> Iterator[api.Actor]:
        """Work as one of the cast, in their municipality and under their authority."""
        with tenancy.scope(
            municipality_id=actor.municipality_id,
            authority=actor.authority,
            user_id=actor.user_id,
            roles=tuple(sorted(actor.roles)),
        ):
            yield actor

    def log(self, *, elsewhere: bool = False, **asked: Any) -> tuple[audit.Entry, ...]:
        """Lines of the log, the newest first, as the system reads them."""
        with tenancy.scope(municipality_id=(self.elsewhere if elsewhere else self.home).pk):
            return audit.entries(**asked)

    def client(self, actor: api.Actor) -> Client:
        """A browser in which one of the cast is signed in."""
        client = Client()
        client.force_login(
            User.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        session = client.session
        session[CHOSEN] = actor.municipality_id
        session.save()
        return client


def build_cast() -> Cast:
    """Write the cast to the database."""
    home = Municipality.objects.create(code="9901", name="Havsvik", crs=3006)
    elsewhere = Municipality.objects.create(code="9902", name="Norrsund", crs=3006)
    for place in (home, elsewhere):
        with tenancy.scope(municipality_id=place.pk):
            second.ask(second_step=False)  # asked for where a test is about it
    return Cast(
        home=home,
        elsewhere=elsewhere,
        officer=_actor(home, "officer", "Alva Polis"),
        coordinator=_actor(home, "coordinator", "Bo Samordnare"),
        visitor=_actor(home, "visitor", "Cilla Besökare"),
        partner=_actor(home, "visitor", "Dag Besökare"),
        contact_person=_actor(home, "contact_person", "Elsa Ombud"),
        resident=_actor(home, "resident", "Folke Boende"),
        owner_representative=_actor(home, "owner_representative", "Lena Fastighet"),
        auditor=_actor(home, "auditor", "Greta Granskare"),
        alarm_operator=_actor(home, "alarm_operator", "Ivar Larmoperatör"),
        walker=_actor(home, "coordinator", "Jenny Dubbel", "visitor"),
        commuter=_actor(home, "visitor", "Karl Pendlare", email="karl@pendlare.example"),
        commuter_elsewhere=_actor(elsewhere, "coordinator", "Kalle P", email="karl@pendlare.example"),
        stranger=_actor(elsewhere, "coordinator", "Hugo Grannkommun"),
    )


def _actor(municipality: Municipality, role: Role, name: str, *more: Role, email: str = "") -> api.Actor:
    email = email or f"{name.split(maxsplit=1)[0].lower()}@{municipality.code}.example"
    with tenancy.scope(municipality_id=municipality.pk):
        for each in (role, *more):
            person = api.add_person(email=email, name=name, role=each, password=PASSWORD)
    return api.Actor(
        user_id=person.user_id,
        name=name,
        email=email,
        municipality_id=municipality.pk,
        municipality=municipality.name,
        code=municipality.code,
        roles=frozenset({role, *more}),
    )
