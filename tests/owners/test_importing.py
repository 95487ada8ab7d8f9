"""A list of associations, taken in by the worker's own role and on the command line."""

from pathlib import Path

from django.urls import reverse
from typer.testing import CliRunner

from kokong.cli import app
from kokong.intake import api as intake
from kokong.measures.owners import api, contacts
from kokong.measures.owners.importing import OWNERS
from tests.cast import Cast
from tests.owners.conftest import Blocks, build_blocks
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
