"""A list of associations, taken in by the worker's own role and on the command line."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from openpyxl import Workbook
from typer.testing import CliRunner

from kokong.cli import app
from kokong.intake import api as intake
from kokong.measures.owners import api, contacts, loading, rules
from kokong.measures.owners import models as rows
from kokong.measures.owners.importing import OWNERS
from kokong.people import api as people
from tests.cast import Cast
from tests.owners.conftest import Blocks, build_blocks
from tests.places.town import add_dwelling
from tests.worker import run_jobs

LIST = """Förening;Orgnr;Adress;Kontaktperson;Roll;E-post;Samtycke
Brf Ekliden;716400-1237;Storgatan 2;Olle Ordförande;ordförande;olle@ekliden.example;ja
Brf Ekliden;716400-1237;Storgatan 4;Olle Ordförande;ordförande;olle@ekliden.example;ja
Brf Ekliden;716400-1237;Storgatan 4;Olle Ordförande;ordförande;olle@ekliden.example;ja
Brf Annan;769600-1002;Storgatan 4;;;;
Brf Fel;769600-1003;Storgatan 6;;;;
Brf Person;811218-9876;Storgatan 6;;;;
Brf Ingenstans;;Sjögatan 1;;;;
Fastigheter i Havsvik;;Storgatan 6;;;;
Samfälligheten Norr;;"Storgatan 1; Storgatan 6";;;;
"""


def taken(blocks: Blocks, content: str) -> dict[str, int]:
    """What an import came to."""
    with blocks.cast.acting(blocks.cast.coordinator):
        batch = intake.upload(importer=OWNERS, content=content.encode(), name="brf.csv", now=blocks.now)
        intake.start(batch_id=batch.pk, mapping=batch.mapping or {})
    run_jobs()
    with blocks.cast.acting(blocks.cast.coordinator):
        batch.refresh_from_db()
        return dict(batch.counts)


def test_a_list_is_taken_once_with_what_was_left_out_and_what_is_claimed_twice(committed_cast: Cast) -> None:
    blocks = build_blocks(committed_cast)
    counts = taken(blocks, LIST)
    assert {name: counts[name] for name in ("taken", "already", "refused", "waiting")} == {
        "taken": 4, "already": 1, "refused": 4, "waiting": 1,
    }  # fmt: skip
    assert taken(blocks, LIST)["taken"] == 0
    with blocks.cast.acting(blocks.cast.coordinator):
        found = {each.name: (each.kind, each.buildings, each.homes, each.disputed) for each in api.owners()}
        (first, *_more) = api.owners()
        (disputed,) = api.disputed()
        assert disputed.owners == ("Brf Ekliden", "Brf Annan")
        (person,) = contacts.of_owner(owner_id=next(o.id for o in api.owners() if o.name == "Brf Ekliden"))
    assert found == {
        "Brf Ekliden": ("brf", 2, 8, 1),
        "Brf Annan": ("brf", 1, 4, 1),
        "Samfälligheten Norr": ("joint", 2, 5, 0),
    }
    assert (person.role, person.consent) == ("chair", True)
    assert first.name == "Brf Annan"


def test_several_buildings_stand_in_one_cell_and_one_that_is_none_refuses_the_row(blocks: Blocks) -> None:
    file = 'Ägare;Typ;Adress\nBolaget;privat;"Storgatan 2; Storgatan 4"\nAndra;privat;"Storgatan 6; Sjögatan 1"\n'
    with blocks.cast.acting(blocks.cast.coordinator):
        done = intake.import_file(importer=OWNERS, path_or_bytes=file.encode(), name="a.csv", now=blocks.now)
        assert [(each.name, each.buildings) for each in api.owners()] == [("Bolaget", 2)]
    assert (done.taken, done.refused) == (1, 1)
    assert "Sjögatan 1" in done.left[0].message


def test_a_column_that_says_what_is_over_must_be_decided(blocks: Blocks) -> None:
    file = "Ägare;Typ;Adress;Status\nBolaget;privat;Storgatan 2;såld\n"
    with blocks.cast.acting(blocks.cast.coordinator):
        batch = intake.upload(importer=OWNERS, content=file.encode(), name="a.csv", now=blocks.now)
    page = blocks.cast.client(blocks.cast.coordinator).get(reverse("intake:columns", args=["owners", batch.pk]))
    assert "Do all of these own their buildings now?" in page.content.decode()


def test_the_command_says_what_it_did(committed_cast: Cast, tmp_path: Path) -> None:
    build_blocks(committed_cast)
    file, report = tmp_path / "brf.csv", tmp_path / "kvar.csv"
    file.write_text(LIST, encoding="utf-8")
    asked = ["owners", "import", str(file), "--municipality", committed_cast.home.code, "--report", str(report)]
    done = CliRunner().invoke(app, asked)
    assert "9 rows: 4 taken (1 of them claimed by several), 1 already there, 0 left out, 4 refused." in done.output
    assert "Sjögatan 1" in report.read_text(encoding="utf-8-sig")


ODD = """Ägare;Orgnr;Typ;Adress;Äger eller förvaltar;Kontaktperson;Roll;E-post;Telefon;Samtycke
Brf Ett;716400-1237;;Storgatan 2;;Olle  Ek;ordförande;OLLE@ett.example;;ja
BRF ETT;7164001237;;Storgatan 2;;Olle Ek;ordförande;olle@ett.example;;ja
Brf Ett annat namn;716400-1237;;Storgatan 4;förvaltar;Ida;;ida@ett.example;;nej
Brf Två;;;"Storgatan 2; Storgatan 4";;Ulla;styrelse;;070-174 06 01;ja
brf två;;;Storgatan 6;;ULLA;styrelse;;070-174 06 01;ja
Brf Tre;;;"Storgatan 6; Sjögatan 9";;;;;;
Brf Tre;;;Storgatan 6;;Utan väg;ordförande;;;ja
Brf Tre;;;Storgatan 6;hyr;;;;;
Brf Tre;;;Storgatan 6;;Nils;kung;n@tre.example;;
Brf Tre;;;Storgatan 6;;;;;;kanske
Brf Tre;769600-1003;;Storgatan 6;;;;;;
Brf Tre;769600-1002;;;;;;;;
Brf Tre;;;"Storgatan 1;Storgatan 1";;;;;;
Bolaget;;;Storgatan 1;;;;;;
Bolaget;;privat;"Storgatan 1
Storgatan 6";;;;;;
Bolaget;;privat;Storgatan 1;förvaltar;;;;;
Brf Ett;;;Storgatan 6;;Olle Ek;;;;
Samfälligheten;;;Storgatan;;;;;;
Gamla;;;Storgatan 2;;;;;;
Tillsammans;;joint;Storgatan 4;;;;;;
"""


def state_of(blocks: Blocks) -> Any:
    """Everything that a list may have written, without the numbers of rows."""
    log = Counter(
        (each.action, str(sorted(each.detail.items())))
        for each in blocks.cast.log(limit=10_000)
        if each.subject.startswith("owner")
    )
    with blocks.cast.acting(blocks.cast.coordinator):
        homes = api.homes_of(building_ids=[each.id for each in api.buildings()])
        held = people.consent.holding(kind="owner_contact", purpose=rules.CONSENT)
        return (
            sorted((e.name, e.kind, e.number, e.buildings, e.homes, e.disputed, e.people) for e in api.owners()),
            sorted((e.address, tuple(e.point), e.homes, e.disputed, len(homes[e.id]),
                    sorted((c.owner, c.part) for c in e.claims)) for e in api.buildings()),
            sorted((c.owner.name, c.name, c.email, c.phone, c.role, c.pk in held)
                   for c in rows.Contact.objects.select_related("owner")),
            sorted(rows.Building.objects.values_list("address", "together")),
            log,
        )  # fmt: skip


def both_ways(blocks: Blocks, file: str, *, begun: Callable[[], None] = lambda: None) -> list[Any]:
    """What comes of a file at once, in steps of different lengths, and row by row."""
    came: list[Any] = []
    ways = (OWNERS, replace(OWNERS, step=3), replace(OWNERS, together=None))
    for importer in ways:
        with transaction.atomic():
            begun()
            with blocks.cast.acting(blocks.cast.coordinator):
                done = intake.import_file(
                    importer=importer, path_or_bytes=file.encode(), name="a.csv", now=blocks.now
                )
            names = {each.id: each.name for each in blocks_owners(blocks)}
            told = [(r.number, r.status, r.message, r.waits, r.changed, names.get(r.subject_id or 0), r.cells)
                    for r in (*done.left, *done.told)]  # fmt: skip
            came.append((told, done.taken, done.waiting, done.changed, state_of(blocks)))
            transaction.set_rollback(True)
    return came


def blocks_owners(blocks: Blocks) -> tuple[api.Owner, ...]:
    with blocks.cast.acting(blocks.cast.coordinator):
        return api.owners(state="")


def before(blocks: Blocks) -> None:
    """What was there before: two of one name, one who owns together with another, and homes that came since."""
    blocks.owner("Gamla", "brf", "556000-1116")
    blocks.owner("Gamla", "brf")
    for name in ("Ena", "Andra"):
        blocks.owner(name, "private", "", "Storgatan 4")
    with blocks.cast.acting(blocks.cast.coordinator):
        (building,) = api.disputed()
        api.decide(building_id=building.id, owner_id=None, now=blocks.now)
        add_dwelling("Storgatan", "4", unit="1199", kind="flat", east=120.0)


def test_rows_taken_at_once_come_to_the_same_as_one_by_one(blocks: Blocks) -> None:
    at_once, in_steps, one_by_one = both_ways(blocks, ODD, begun=lambda: before(blocks))
    assert at_once == one_by_one
    assert in_steps == one_by_one
    told, taken, waiting, changed, _state = one_by_one
    assert (taken, waiting, changed) == (10, 5, 3)
    assert {status for _n, status, *_rest in told} == {"taken", "already", "refused"}


@pytest.mark.parametrize("seed", range(6))
def test_any_list_comes_to_the_same_both_ways(blocks: Blocks, seed: int) -> None:
    chance = random.Random(seed)
    pools = (
        ("Brf Ett", "brf ett", "Brf Två", "Bolaget", ""), ("", "", "716400-1237", "769600-1002", "811218-9876"),
        ("", "brf", "privat", "slott"), ("Storgatan 2", "Storgatan 4", "Storgatan 2;Storgatan 6", "Sjögatan 1"),
        ("", "äger", "förvaltar"), ("", "Olle", "OLLE", "Ida"), ("", "ordförande"),
        ("", "olle@ett.example", "ida@ett.example"), ("", "070-174 06 01"), ("", "ja", "nej"),
    )  # fmt: skip
    lines = (";".join(f'"{chance.choice(pool)}"' for pool in pools) for _row in range(40))
    file = "\n".join((ODD.partition("\n")[0], *lines))
    at_once, in_steps, one_by_one = both_ways(blocks, file)
    assert at_once == one_by_one
    assert in_steps == one_by_one


def test_a_list_costs_few_queries_however_long(blocks: Blocks, django_assert_max_num_queries: Any) -> None:
    with blocks.cast.acting(blocks.cast.coordinator):
        for number in range(10, 60):
            add_dwelling("Storgatan", str(number), unit="1101", kind="flat", east=30.0 * number)
    lines = (f"Brf {n};brf;Storgatan {n};Kontakt {n};k{n}@brf.example;ja" for n in range(10, 60))
    file = "\n".join(("Ägare;Typ;Adress;Kontaktperson;E-post;Samtycke", *lines)).encode()
    with blocks.cast.acting(blocks.cast.coordinator), django_assert_max_num_queries(60):
        done = intake.import_file(importer=OWNERS, path_or_bytes=file, name="a.csv", now=blocks.now)
    assert done.taken == 50


def test_what_somebody_else_wrote_meanwhile_is_met_row_by_row(
    blocks: Blocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database refuses a second owner of a number; then the rows are taken one by one."""
    load = loading.load

    def too_late(told: Any) -> Any:
        found = load(told)
        blocks.owner("Brf Ett", "brf", "716400-1237")  # while the rows are decided about
        return found

    monkeypatch.setattr(loading, "load", too_late)
    file = "Ägare;Orgnr;Adress\nBrf Ett;716400-1237;Storgatan 2\n"
    with blocks.cast.acting(blocks.cast.coordinator):
        done = intake.import_file(importer=OWNERS, path_or_bytes=file.encode(), name="a.csv", now=blocks.now)
    assert [(each.name, each.buildings) for each in blocks_owners(blocks)] == [("Brf Ett", 1)]
    assert (done.taken, done.refused) == (1, 0)


def test_a_cell_that_is_no_address_refuses_its_row_and_no_other(blocks: Blocks, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (("Ägare", "Typ", "Adress"), ("Ett", "brf", date(2026, 5, 3)), ("Två", "brf", "Storgatan 2")):
        sheet.append(line)
    book.save(tmp_path / "a.xlsx")
    with blocks.cast.acting(blocks.cast.coordinator):
        done = intake.import_file(
            importer=OWNERS, path_or_bytes=tmp_path / "a.xlsx", name="a.xlsx", now=blocks.now
        )
    assert (done.taken, done.refused) == (1, 1)
