"""A list of signs that stand already, taken in by the worker's own role."""

from django.urls import reverse

from kokong.intake import api as intake
from kokong.ledger import api as ledger
from kokong.measures.signs import api
from kokong.measures.signs.importing import SIGNS
from tests.cast import Cast
from tests.signs.conftest import Street, build_street
from tests.worker import run_jobs

LIST = """Plats;Skylttyp;Adress;Uppsatt;Skick;Godkänt;Markägare
Vid bron;grannsamverkan;Storgatan 3;2025-05-01;bra;ja;Gatukontoret
Vid torget;varning;Storgatan 5;2026-10-01;blekt;;
Vid torget;varning;Storgatan 5;2026-10-01;blekt;;
Vid torget;varning;Storgatan 11;2026-10-01;bra;;
I sjön;varning;Sjögatan 1;2026-10-01;bra;;
Vid parken;flagga;Storgatan 7;2026-10-01;bra;;
Vid skolan;grannsamverkan;Storgatan 7;2099-01-01;bra;;
"""


def taken(street: Street, content: str) -> dict[str, int]:
    """What an import came to."""
    with street.cast.acting(street.cast.coordinator):
        batch = intake.upload(importer=SIGNS, content=content.encode(), name="skyltar.csv", now=street.now)
        intake.start(batch_id=batch.pk, mapping=batch.mapping or {})
    run_jobs()
    with street.cast.acting(street.cast.coordinator):
        batch.refresh_from_db()
        return dict(batch.counts)


def test_signs_that_stand_are_taken_in_once_with_their_owner_and_condition(committed_cast: Cast) -> None:
    street = build_street(committed_cast)
    assert taken(street, LIST) == {"taken": 3, "already": 1, "aside": 0, "refused": 3, "waiting": 0}
    assert taken(street, LIST)["taken"] == 0
    with street.cast.acting(street.cast.coordinator):
        found = api.signs()
        stood = ledger.deliveries(measure="sign")
    assert [(each.place, each.state, each.condition, each.consent) for each in found] == [
        ("Vid bron", "up", "good", True),
        ("Vid torget", "worn", "faded", False),
        ("Vid torget", "up", "good", False),  # at another corner
    ]
    assert len(stood) == 3
    browser = street.cast.client(street.cast.coordinator)
    assert browser.get(reverse("intake:upload", args=["signs"])).status_code == 200
    visitor = street.cast.client(street.cast.visitor)
    assert visitor.get(reverse("intake:upload", args=["signs"])).status_code == 403


def test_a_column_that_says_where_or_whether_they_stand_must_be_decided(committed_cast: Cast) -> None:
    street = build_street(committed_cast)
    file = b"Plats;Typ;Adress;Kommun;Status\nBron;varning;Storgatan 3;Norrsund;nedtagen\n"
    with street.cast.acting(street.cast.coordinator):
        batch = intake.upload(importer=SIGNS, content=file, name="skyltar.csv", now=street.now)
    page = street.cast.client(street.cast.coordinator).get(reverse("intake:columns", args=["signs", batch.pk]))
    assert "Do all of these signs stand now?" in page.content.decode()
