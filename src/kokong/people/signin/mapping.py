"""What an identity provider says of a person, and which roles follow from it. Plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kokong.people import rules
from kokong.people.rules import Authority, Role


@dataclass(frozen=True)
class Line:
    """One line of a mapping: whoever has `value` among the values of `claim` has `role`."""

    claim: str
    value: str
    role: Role


class MappingError(ValueError):
    """A line of a mapping can't be used; the message says why."""


ADDRESSES: Final = (  # where an e-mail address may be told, the first that is there
    "email",
    "mail",
    "urn:oid:0.9.2342.19200300.100.1.3",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
)
NAMES: Final = (
    "name",
    "displayName",
    "urn:oid:2.16.840.1.113730.3.1.241",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
)


def allowed(authority: Authority) -> frozenset[Role]:
    """The roles that a provider of an authority may give: its own and never the other's."""
    return frozenset(role for role in rules.ROLES if rules.authority({role}) == authority)


def line(text: str, *, authority: Authority) -> Line:
    """A line as it is written on the command line, `claim=value:role`. Raises MappingError."""
    told, _colon, role = text.rpartition(":")
    claim, _equals, value = told.partition("=")
    if not claim or not value:
        raise MappingError(f"{text!r} is no line of a mapping. Write claim=value:role.")
    found = next((each for each in rules.ROLES if each == role), None)
    if found is None:
        raise MappingError(f"There is no role {role!r}. Roles: {', '.join(rules.ROLES)}.")
    if found not in allowed(authority):
        raise MappingError(f"A provider of the {authority} can't give the role {role}.")
    return Line(claim, value, found)


def roles(claims: Mapping[str, Any], lines: Iterable[Line], *, authority: Authority) -> frozenset[Role]:
    """The roles that follow from what is claimed."""
    given = {each.role for each in lines if each.value in values(claims, each.claim)}
    return frozenset(given) & allowed(authority)


def values(claims: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """All values of a claim, as text; `a.b` also names the claim `b` within `a`."""
    found: Any = claims.get(name)
    if found is None and "." in name:
        outer, _dot, inner = name.partition(".")
        within = claims.get(outer)
        return values(within, inner) if isinstance(within, Mapping) else ()
    if found is None or isinstance(found, Mapping):
        return ()
    several = found if isinstance(found, list | tuple) else [found]
    return tuple(str(each) for each in several if isinstance(each, str | int))


def address(claims: Mapping[str, Any], domains: Iterable[str]) -> str:
    """The claimed e-mail address, where it lies in one of the provider's own domains; else empty."""
    told = first(claims, ADDRESSES).strip().lower()
    name, _at, domain = told.rpartition("@")
    own = {each.lower() for each in domains}
    return told if name and "@" not in name and domain in own and told.isprintable() and " " not in told else ""


def first(claims: Mapping[str, Any], names: Iterable[str]) -> str:
    """The first value of the first of several claims that has one."""
    return next((found[0] for found in (values(claims, name) for name in names) if found), "")
