"""The first thousand rows of a file of burglaries on a map, before anything is written."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kokong.incidents.importing.importer import BURGLARIES
from kokong.incidents.models import Burglary
from kokong.intake import batches
from kokong.intake.ground import Ground
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import ORIGIN, add_dwelling, add_row_of_houses

FILE = """Adress;Tid;Kommun
Storgatan 1;2026-01-01 18:00;Havsvik
Storgatan 2;2026-01-02 18:00;Nybro
Ekvägen 4;2026-01-03 18:00;Havsvik
Ingenstans 3;2026-01-04 18:00;Havsvik
Storgatan 3;igår;Havsvik
"""


@pytest.fixture
def town(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        add_row_of_houses(4)
        add_dwelling("Ekvägen", "4", east=500, locality="Havsvik")
        add_dwelling("Ekvägen", "4", east=5000, locality="Sjövik")


def ground_of(cast: Cast, content: str) -> tuple[int, Ground]:
    """What the page shows of a file; the number of its import."""
    with cast.acting(cast.coordinator):
        now = timezone.now()
        batch = batches.upload(importer=BURGLARIES, content=content.encode(), name="a.csv", now=now)
        found = batches.on_map(batch, now=now)
    assert found is not None
    return batch.pk, found


def test_matched_asked_and_left_out_are_told_apart(cast: Cast, town: None) -> None:
    batch_id, found = ground_of(cast, FILE)
    assert [(each.line, each.state) for each in found.drawn] == [
        (2, "matched"), (3, "aside"), (4, "asked"), (4, "asked"), (6, "asked"),
    ]  # fmt: skip
    assert (found.rows, found.matched, found.asked, found.aside, found.nowhere, found.far) == (5, 1, 2, 1, 1, 0)
    assert {why: rows for why, rows, _more in found.doubts}["No home here has the address."] == [
        "5 (Ingenstans 3)"
    ]
    assert {each.label for each in found.drawn if each.line == 4} == {
        "Ekvägen 4, 392 32 Havsvik", "Ekvägen 4, 392 32 Sjövik",
    }  # fmt: skip
    read = next(entry for entry in cast.log() if entry.action == "import.rows_seen")
    assert (read.subject_id, read.rows) == (batch_id, (2, 3, 4, 6))
    with cast.acting(cast.coordinator):
        assert not Burglary.objects.exists(), "looking keeps nothing"


def test_a_wrong_system_is_told_and_not_drawn(cast: Cast, town: None) -> None:
    east, north = ORIGIN
    _id, found = ground_of(
        cast, f"x;y;Tid\n{east};{north};2026-01-01 18:00\n{north};{east};2026-01-02 18:00\n"
        f"{east};{north + 3000};2026-01-03 18:00\n"
    )  # fmt: skip
    assert [(each.line, each.state) for each in found.drawn] == [(2, "matched"), (4, "asked")]
    assert (found.far, found.nowhere) == (1, 0)


def test_the_map_of_the_page(cast: Cast, town: None) -> None:
    client = cast.client(cast.coordinator)
    client.cookies["kokong_language"] = "en"
    sent = SimpleUploadedFile("a.csv", FILE.encode())
    url = client.post(reverse("intake:upload", args=["burglaries"]), {"file": sent}).headers["Location"]
    text = client.get(url).content.decode()
    assert "1 matched to its home" in text
    assert "2 to be decided or mended" in text
    assert "may be this home" in text
    assert "4 (Ekvägen 4, 392 32 Havsvik / Ekvägen 4, 392 32 Sjövik)" in text
    said = client.get(f"{url}rows.geojson").json()["features"]
    assert {each["properties"]["state"] for each in said} == {"matched", "asked", "aside"}
    chosen: dict[str, Any] = {"address": "Adress", "when": "Tid", "preview": "1"}
    client.post(url, chosen)  # the municipality's column is no longer used: nothing is left out by it
    said = client.get(f"{url}rows.geojson").json()["features"]
    assert {each["properties"]["state"] for each in said} == {"matched", "asked"}
    assert cast.client(cast.visitor).get(f"{url}rows.geojson").status_code == 403
    assert cast.client(cast.stranger).get(f"{url}rows.geojson").status_code == 404


def test_the_next_municipality_s_homes_are_on_no_map(cast: Cast, town: None) -> None:
    with cast.acting(cast.stranger):
        found = places.addresses_found(texts=["Storgatan 1", "Ekvägen 4"])
        assert [each.homes for each in found] == [(), ()]


def outcome(home: Callable[[], places.Dwelling]) -> tuple[int, str]:
    """The home that an address names, or why it names none."""
    try:
        return home().id, ""
    except places.AddressRefused as error:
        return 0, str(error)


def test_many_are_found_as_one_is_in_a_few_queries(cast: Cast, town: None) -> None:
    texts = [
        "Storgatan 1", "storg. 2", "Storgatan 1 lgh 1101", "Ekvägen 4", "Ekvägen 4, Sjövik", "Ekvägen 4, Kalmar",
        "", "Storgatan 99", "S. 1", "Storgatan 1-3", "c/o Ek, Storgatan 3, 392 32 Havsvik", "sekretess",
        "Ekv 4 Havsvik",
    ]  # fmt: skip
    with cast.acting(cast.coordinator):
        add_dwelling("Björkvägen", "5-9", east=900)
        texts += ["Björkvägen 7", "Björkvägen 6"]
        for text, named in zip(texts, places.addresses_found(texts=texts), strict=True):
            try:
                home = places.find_address(text=text)
            except places.AddressRefused:
                assert not named.sure, text
            else:
                assert named.sure, text
                assert [each.id for each in named.homes] == [home.id], text
        together = places.told_together(texts=texts)
        for text in texts:
            assert outcome(partial(together.home_told, text=text)) == outcome(partial(places.home_told, text=text))
        for first in (0, 7000):  # some of which are there, and none
            with CaptureQueriesContext(connection) as few:
                places.addresses_found(texts=[f"Storgatan {number}" for number in range(first, first + 1000)])
            assert len(few) <= 6


def test_every_row_is_told_also_those_without_a_home(cast: Cast, town: None) -> None:
    rows = "Storgatan 2;2026-01-02 18:00;Nybro\nBortagatan 1;2026-01-02 18:00;Nybro\nBortagatan 2;igår;Havsvik\n"
    _id, found = ground_of(cast, f"Adress;Tid;Kommun\n{rows}")
    assert (found.rows, found.matched, found.asked, found.aside, found.nowhere, found.far) == (3, 0, 0, 2, 1, 0)
    ((why, some, more),) = found.doubts
    assert "igår" in why
    assert (some, more) == (["4 (Bortagatan 2)"], 0)


def test_a_coordinate_as_large_as_numbers_get_is_told(cast: Cast, town: None) -> None:
    east, north = ORIGIN
    _id, found = ground_of(cast, f"x;y;Tid\n{east};1.7e308;2026-01-01 18:00\n{east};{north};2026-01-01 18:00\n")
    assert (found.matched, found.nowhere) == (1, 1)
    with cast.acting(cast.coordinator):
        batch = batches.upload(
            importer=BURGLARIES, content=f"x;y;Tid\n{east};1.7e308;2026-01-01 18:00\n".encode(), name="a.csv",
            now=timezone.now(),
        )  # fmt: skip
        preview = batches.preview(batch, batch.mapping or {}, now=timezone.now())
    assert preview.rows[0][1] == "The coordinates lie outside the municipality."
