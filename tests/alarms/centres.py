"""A centre that serves two municipalities, with an operator who works in neither."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kokong.kernel import tenancy
from kokong.measures.alarms import api
from kokong.people import api as people
from tests.alarms.conftest import Site


@dataclass(frozen=True)
class Centre:
    """The centre, its operators, and an account in each municipality."""

    id: int
    operator: int
    colleague: int
    accounts: tuple[int, int]


def centre_of(site: Site) -> Centre:
    """Write it to the database; the first account is at home, the second elsewhere."""
    with tenancy.scope(municipality_id=None, authority="system"):
        centre = api.make_centre(name="Larmcentral Syd")
        who = [people.sign_in(email=f"{name.lower()}@syd.example", name=f"{name} Syd") for name in ("Siv", "Tor")]
        for user_id, name in zip(who, ("Siv Syd", "Tor Syd"), strict=True):
            email = f"{name.split()[0].lower()}@syd.example"
            api.add_operator(centre_id=centre, user_id=user_id, name=name, email=email)
    with site.cast.acting(site.cast.coordinator):
        here = api.enrol(account="5001", dwelling_id=site.homes[6].pk, centre_id=centre, now=site.clock)
    with site.cast.acting(site.cast.stranger):
        there = api.enrol(account="5002", centre_id=centre, now=site.clock)
    return Centre(centre, who[0], who[1], (here.id, there.id))


@contextmanager
def in_centre(centre: Centre, user_id: int | None = None) -> Iterator[None]:
    """Work as the centre's operator."""
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=user_id or centre.operator):
        yield
