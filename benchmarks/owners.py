"""A list of 3,000 associations with 40,000 homes taken in, and the page of an owner with 200 buildings.

The homes are flats of 3,000 blocks; each row of the file has an association with its number, block and contact.
"""

import sys
from itertools import count
from typing import Any

import numpy as np

from . import common

OWNERS, HOMES, BUILDINGS, LOOKS = 3_000, 40_000, 200, 40
SECONDS, PAGE_MS = 20, 250


def numbers() -> Any:
    """Organisation numbers that hold, one after the other."""
    for each in count(1):
        nine = f"7696{each:05d}"
        summed = sum((d * 2 - 9 if d > 4 else d * 2) if at % 2 == 0 else d for at, d in enumerate(map(int, nine)))
        yield f"{nine}{-summed % 10}"


def main() -> int:
    """Seed, import, look, print."""
    with common.database():
        from django.core.management import call_command
        from django.utils import timezone

        from kokong.intake import api as intake
        from kokong.kernel import tenancy
        from kokong.measures.owners.importing import OWNERS as IMPORTER
        from kokong.places import api as places

        call_command("collectstatic", interactive=False, verbosity=0)
        place = places.create_municipality(code="0880", name="Kalmar", crs=3006)
        with tenancy.scope(municipality_id=place.pk):
            addresses = _blocks()
        asked: dict[str, Any] = {
            "importer": IMPORTER,
            "path_or_bytes": _file(addresses),
            "name": "a.csv",
            "now": timezone.now(),
        }
        done: list[Any] = []
        (taken,) = common.times(
            lambda _n: done.append(
                intake.import_file(**asked, each=lambda: tenancy.scope(municipality_id=place.pk))
            ),
            [0],
        )
        with tenancy.scope(municipality_id=place.pk):
            linked, page = _linked(), _owner(addresses)
        looks = _looks(page)
    (report,) = done
    said = f"{taken / 1000:.1f} s, {report.taken:,} taken, {linked:,} homes linked"
    held = taken <= SECONDS * 1000 and report.taken == OWNERS and linked == HOMES
    high = float(np.percentile(looks, 95))
    return common.report([
        common.Figure(f"import of {OWNERS:,} associations, {HOMES:,} homes", f"≤ {SECONDS} s", said, bool(held)),
        common.Figure(
            f"page of an owner with {BUILDINGS} buildings", f"p95 ≤ {PAGE_MS} ms",
            f"p50 {np.percentile(looks, 50):.0f}, p95 {high:.0f} ms (n={len(looks)})", high <= PAGE_MS,
        ),
    ])  # fmt: skip


def _blocks() -> list[str]:
    """Blocks with 13 or 14 flats each; their addresses."""
    from kokong.kernel.fields import Point
    from kokong.places import rules, street_names
    from kokong.places.models import Dwelling, Street

    names = [first + last for first in common.FIRST for last in common.LAST]
    addresses: list[str] = []
    rows: list[Dwelling] = []
    for at in range(OWNERS):
        if at % 20 == 0:
            name = names[at // 20]
            key = f"{rules.fold(name)}|kalmar"
            street = Street.objects.create(
                key=key, name=name, name_key=street_names.key(name), locality="Kalmar", dwellings=1
            )
        number = str(at % 20 + 1)
        addresses.append(f"{street.name} {number}")
        flats = HOMES // OWNERS + (at < HOMES % OWNERS)
        rows += [_flat(street, number, at, flat, Point(584_000 + 40.0 * (at % 60), 6_280_000 + 40.0 * (at // 60)))
                 for flat in range(flats)]  # fmt: skip
    Dwelling.objects.bulk_create(rows, batch_size=2000)
    return addresses


def _flat(street: Any, number: str, at: int, flat: int, where: Any) -> Any:
    from kokong.places import rules
    from kokong.places.models import Dwelling

    unit = f"1{flat // 4 + 1}0{flat % 4 + 1}"
    return Dwelling(
        street=street, source="bench", source_id=f"{at}.{flat}", street_name=street.name, number=number,
        number_key=rules.number_key(number), unit=unit, unit_key=rules.number_key(unit), locality="Kalmar",
        postcode="39232", kind="flat", location=where,
    )  # fmt: skip


def _file(addresses: list[str]) -> bytes:
    head = "Förening;Orgnr;Adress;Kontaktperson;Roll;E-post;Samtycke"
    lines = (
        f"Brf nummer {at};{number};{address};Kontakt {at};ordförande;kontakt{at}@brf.example;ja"
        for at, (address, number) in enumerate(zip(addresses, numbers(), strict=False))
    )
    return "\n".join((head, *lines)).encode()


def _linked() -> int:
    from kokong.measures.owners.models import Home

    return Home.objects.count()


def _owner(addresses: list[str]) -> str:
    """An owner with 200 buildings, and a coordinator to look at it; its page."""
    from django.urls import reverse
    from django.utils import timezone

    from kokong.measures.owners import api
    from kokong.people import api as people
    from kokong.people.signin import second

    second.ask(second_step=False)
    people.add_person(email="a@bench.example", name="A", role="coordinator")
    owner_id = api.add(draft=api.Draft("Kalmarhem", "municipal"), now=timezone.now())
    for each in addresses[:BUILDINGS]:
        api.claim(owner_id=owner_id, address=each, part="manages", now=timezone.now())
    return reverse("owners:owner", args=[owner_id])


def _looks(page: str) -> list[float]:
    """Milliseconds of a page, as the coordinator gets it."""
    from django.test import Client

    from kokong.people.models import User

    browser = Client(SERVER_NAME="localhost")
    user = User.objects.get(email="a@bench.example")
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = browser.get(page)
    assert answer.status_code == 200, answer
    return common.times(lambda _n: browser.get(page), range(LOOKS))


if __name__ == "__main__":
    sys.exit(main())
