"""Two municipalities with one of each thing in both, words planted in all of it, and who attacks."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from typing import Any, Final

from django.db import connections
from django.test import Client
from django.utils import timezone
from tests.cast import Cast, _actor
from tests.everything import Everything, build_everything

from kokong.people import tokens
from kokong.people.api import Actor
from kokong.people.rules import Role

ANYBODY_INSIDE: Final = ""
_NEXT_DOOR: Final[Mapping[str, tuple[Role, str]]] = {
    "officer": ("officer", "Ines Polis"),
    "visitor": ("visitor", "Lo Besökare"),
    "alarm_operator": ("alarm_operator", "Mio Larmoperatör"),
    "auditor": ("auditor", "Nils Granskare"),
    "contact_person": ("contact_person", "Olga Ombud"),
}

# What gets a word of its municipality's, and whose work needs it: table, column, actions of which one opens it.
_PLANTED: Final = (
    ("places_street", "name", ANYBODY_INSIDE),
    ("places_dwelling", "street_name", ANYBODY_INSIDE),
    ("cocoons_round", "title", "cocoon.see round.visit"),
    ("alarms_contact", "name", "alarm.see alarm.accounts"),
    ("alarms_contact", "phone", "alarm.see alarm.accounts"),
    ("alarms_account", "notes", "alarm.see alarm.accounts"),
    ("intake_batch", "name", "burglary.import"),
    ("incidents_policepart", "case_number", "police"),
    ("incidents_policepart", "contact", "police"),
    ("people_token", "name", "layers.read"),
)

_SECRET: Final = (
    ("people_user", "password"),
    ("people_token", "digest"),
    ("django_session", "session_key"),
    ("django_session", "session_data"),
    ("mfa_authenticator", "data"),
    ("account_emailconfirmation", "key"),
    ("alarms_account", "key_sealed"),
)


@dataclass(frozen=True)
class Canary:
    """A word that only some may read: people of one municipality (by code) whose work needs it."""

    word: str
    code: str
    opens: str

    def may_be_read_by(self, attacker: "Attacker") -> bool:
        """Whether this attacker's work needs it."""
        if attacker.code != self.code or attacker.actor is None:
            return False
        if self.opens == "police":
            return attacker.actor.authority == "police"
        return self.opens == ANYBODY_INSIDE or any(map(attacker.actor.may, self.opens.split()))


@dataclass(frozen=True)
class Attacker:
    """Somebody with a browser or a program; `actor` is None for nobody in particular."""

    name: str
    actor: Actor | None = None
    cookies: Mapping[str, str] = field(default_factory=dict)
    secret: str = ""
    """The access token of a program."""

    @property
    def code(self) -> str:
        """The municipality that this attacker works in, by code."""
        return self.actor.code if self.actor else ""

    def browser(self, *, csrf: bool = False) -> Client:
        """A browser of its own for one attempt, with the cookies that the attacker has."""
        more: Any = {"HTTP_AUTHORIZATION": f"Bearer {self.secret}"} if self.secret else {}
        made = Client(enforce_csrf_checks=csrf, raise_request_exception=False, SERVER_NAME="localhost", **more)
        for name, value in self.cookies.items():
            made.cookies[name] = value
        return made


@dataclass(frozen=True)
class World:
    """All of it."""

    home: Everything
    elsewhere: Everything
    attackers: tuple[Attacker, ...]
    canaries: tuple[Canary, ...]
    secrets: frozenset[str]

    def own(self, attacker: Attacker) -> Everything:
        """What lies in the attacker's own municipality; the first one's for nobody."""
        return self.elsewhere if attacker.code == self.elsewhere.cast.home.code else self.home

    def foreign(self, attacker: Attacker) -> Everything:
        """What lies in the other."""
        return self.home if self.own(attacker) is self.elsewhere else self.elsewhere


@contextmanager
def _as_everybody(*aliases: str) -> Iterator[None]:
    """Build with the role of tests, which has what all processes have together."""
    kept = {alias: connections[alias].settings_dict["KOKONG_ROLE"] for alias in aliases}
    for alias in aliases:
        connections[alias].close()
        connections[alias].settings_dict["KOKONG_ROLE"] = "test"
    try:
        yield
    finally:
        for alias, role in kept.items():
            connections[alias].close()
            connections[alias].settings_dict["KOKONG_ROLE"] = role


def build(cast: Cast, *, look: Any) -> World:
    """Build both municipalities and plant the words. `look` is a cursor that sees every row."""
    next_door = _next_door(cast)
    home, elsewhere = build_everything(cast), build_everything(next_door, account="4321")
    attackers = (
        *_people(cast),
        *_people(next_door, " next door"),
        *_programs(home, elsewhere),
        Attacker("nobody"),
    )
    canaries = [c for each in (home, elsewhere) for c in _plant(look, each.cast.home)]
    return World(home, elsewhere, attackers, tuple(canaries), _secrets(look))


def build_alone(cast: Any, *, look: Any) -> World:
    """As `build`, with connections that otherwise are a process's."""
    with _as_everybody(*(alias for alias in connections if alias != "owner")):
        return build(cast(), look=look)


def _next_door(cast: Cast) -> Cast:
    """The same cast with the other municipality as theirs."""
    here = {name: _actor(cast.elsewhere, role, called) for name, (role, called) in _NEXT_DOOR.items()}
    return replace(cast, home=cast.elsewhere, elsewhere=cast.home, coordinator=cast.stranger, **here)


def _people(cast: Cast, where: str = "") -> Iterator[Attacker]:
    for each in fields(cast):
        actor = getattr(cast, each.name)
        if isinstance(actor, Actor) and actor.municipality_id == cast.home.pk and each.name != "partner":
            cookies = {name: morsel.value for name, morsel in cast.client(actor).cookies.items()}
            yield Attacker(f"{each.name}{where}", actor, cookies)


def _programs(*everything: Everything) -> Iterator[Attacker]:
    for each, where in zip(everything, ("", " next door"), strict=True):
        actor, now = each.cast.coordinator, timezone.now()
        with each.cast.acting(actor):
            _made, secret = tokens.make(actor=actor, name="QGIS", expires=now + timedelta(days=9), now=now)
        yield Attacker(f"token{where}", actor, secret=secret)


def _plant(look: Any, municipality: Any) -> Iterator[Canary]:
    """Put a word of its own behind each of the planted columns' values."""
    for number, (table, column, opens) in enumerate(_PLANTED):
        word = f"Zq{number:02}y{municipality.code}"
        look.execute(
            f"UPDATE {table} SET {column} = {column} || ' {word}' WHERE municipality_id = %s", [municipality.pk]
        )
        assert look.rowcount, f"nothing to plant a word in: {table}.{column}"
        yield Canary(word, municipality.code, opens)


def _secrets(look: Any) -> frozenset[str]:
    """All that signs people, programs and panels in."""
    found: set[str] = set()
    for table, column in _SECRET:
        look.execute(f"SELECT DISTINCT {column}::text FROM {table} WHERE {column} IS NOT NULL")
        found |= {str(value).removeprefix("\\x") for (value,) in look.fetchall() if len(str(value)) > 11}
    assert found
    return frozenset(found)
