"""What an address is, who may ask it, and what it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from kokong.people import rules
from kokong.people.api import Actor

ANYBODY: Final = "anybody"  # also without a sign-in
SIGNED_IN: Final = "signed in"  # about nobody but oneself

# A page is looked at; a script or another program reads data; an act changes something and leads elsewhere.
Kind = Literal["page", "data", "act"]


@dataclass(frozen=True)
class Address:
    """Who may: one of `people.rules.MAY`, or the words above; `method` and `body` as a person would send them."""

    kind: Kind
    who: str
    body: Mapping[str, Any] | None = None
    method: str = "GET"

    def may(self, *roles: str) -> bool:
        """Whether a signed-in person with these roles may."""
        return self.who in {ANYBODY, SIGNED_IN} or rules.may(frozenset(roles), self.who)

    def may_be_asked_by(self, actor: Actor) -> bool:
        """Whether this person may."""
        return self.who in {ANYBODY, SIGNED_IN} or actor.may(self.who)


def page(who: str) -> Address:
    """HTML to look at."""
    return Address("page", who)


def data(who: str) -> Address:
    """Anything else to read."""
    return Address("data", who)


def act(who: str, **body: Any) -> Address:
    """Something to do, with what it needs to be understood."""
    return Address("act", who, body, "POST")


def put(who: str, **body: Any) -> Address:
    """Something to replace as a whole."""
    return Address("act", who, body, "PUT")
