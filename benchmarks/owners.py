"""A list of 3,000 associations with 40,000 homes taken in, and the pages of an owner with 200 buildings.

The homes are flats of 3,000 blocks; each row of the file has an association with its number, block and contact.
The pages are the desk's and the owner's own; each building was gone through, and is gone through again.
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
            linked, pages = _linked(), _owner(addresses)
        looks = [_looks(email, page) for email, page in pages]
    (report,) = done
    said = f"{taken / 1000:.1f} s, {report.taken:,} taken, {linked:,} homes linked"
    held = taken <= SECONDS * 1000 and report.taken == OWNERS and linked == HOMES
    return common.report([
        common.Figure(f"import of {OWNERS:,} associations, {HOMES:,} homes", f"≤ {SECONDS} s", said, bool(held)),
        *(_figure(whose, each) for whose, each in zip(("desk's", "owner's own"), looks, strict=True)),
    ])  # fmt: skip


def _figure(whose: str, looks: list[float]) -> common.Figure:
    high = float(np.percentile(looks, 95))
    said = f"p50 {np.percentile(looks, 50):.0f}, p95 {high:.0f} ms (n={len(looks)})"
    return common.Figure(
        f"{whose} page of an owner with {BUILDINGS} buildings", f"p95 ≤ {PAGE_MS} ms", said, high <= PAGE_MS
    )


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


def _owner(addresses: list[str]) -> list[tuple[str, str]]:
    """An owner with 200 buildings that were gone through; who looks at it, and at which page."""
    from datetime import timedelta

    from django.urls import reverse
    from django.utils import timezone

    from kokong.measures.owners import api
    from kokong.people import api as people
    from kokong.people.signin import second

    second.ask(second_step=False)
    people.add_person(email="a@bench.example", name="A", role="coordinator")
    own = people.add_person(email="b@bench.example", name="B", role="owner_representative")
    now = timezone.now()
    owner_id = api.add(draft=api.Draft("Kalmarhem", "municipal"), now=now)
    people.grant(user_id=own.user_id, role="owner_representative", on=("owner", owner_id), now=now,
                 since=now - timedelta(days=1))  # fmt: skip
    ids = [api.claim(owner_id=owner_id, address=each, part="manages", now=now) for each in addresses[:BUILDINGS]]
    _gone_through(ids, now)
    return [
        ("a@bench.example", reverse("owners:owner", args=[owner_id])),
        ("b@bench.example", reverse("owners:mine")),
    ]


def _gone_through(buildings: list[int], now: Any) -> None:
    """Each was gone through, with every question answered, and is gone through again."""
    from uuid import uuid4

    from kokong.measures.owners.checks.models import Answer, Check
    from kokong.measures.owners.checks.sheet import sheet

    said: dict[str, Any] = {"edition": sheet().edition, "begun": now}
    done = Check.objects.bulk_create(
        Check(building_id=each, state="done", ended=now, due=now.date(), **said) for each in buildings
    )
    Check.objects.bulk_create(Check(building_id=each, **said) for each in buildings)
    Answer.objects.bulk_create(
        Answer(client_id=uuid4(), within=each, question=asked.id, given=asked.choices[-1].id, at=now)
        for each in done
        for asked in sheet().questions
    )


def _looks(email: str, page: str) -> list[float]:
    """Milliseconds of a page, as somebody gets it."""
    from django.test import Client

    from kokong.people.models import User

    browser = Client(SERVER_NAME="localhost")
    user = User.objects.get(email=email)
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = browser.get(page)
    assert answer.status_code == 200, answer
    return common.times(lambda _n: browser.get(page), range(LOOKS))


if __name__ == "__main__":
    sys.exit(main())
