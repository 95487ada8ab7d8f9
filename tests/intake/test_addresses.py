"""A file of addresses from upload to report: looked at, decided about, and taken wholly or not at all."""

import io
import json
from datetime import date
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from kokong.intake.addresses import work
from kokong.intake.models import Batch
from kokong.places import api as places
from kokong.places import crs
from kokong.places.api import ImportRunning
from kokong.places.models import Dwelling
from kokong.tables.apart import Stopped
from tests import roles
from tests.cast import Cast
from tests.places.extract import street_of_houses
from tests.places.town import ORIGIN, add_row_of_houses

EAST, NORTH = ORIGIN


def csv(*rows: str, head: str = "Gatuadress;Nummer;Postnummer;Ort;E;N") -> bytes:
    """A file of addresses near the town's origin."""
    return "\n".join([head, *rows]).encode()


def row(number: int, *, street: str = "Storgatan", more: str = "") -> str:
    """An address, each ten metres from the last."""
    return f"{street};{number};392 32;Havsvik;{EAST + 10 * number};{NORTH}{more}"


FILE = csv(*(row(number) for number in range(1, 31)))


@pytest.fixture
def client(cast: Cast) -> Client:
    """A signed-in coordinator who reads English."""
    found = cast.client(cast.coordinator)
    found.cookies["kokong_language"] = "en"
    return found


def send(client: Client, content: bytes, name: str = "adresser.csv") -> Any:
    """Upload a file."""
    return client.post(reverse("intake:addresses"), {"file": SimpleUploadedFile(name, content)})


def decided(client: Client, url: str) -> dict[str, str]:
    """What the page proposes of a file."""
    form = client.get(url).context["form"]
    return {key: str(form[key].value() or "") for key in form.fields}


def run(cast: Cast) -> Batch:
    """Do what the worker does with all that waits; the newest import."""
    for job in ProcrastinateJob.objects.filter(task_name="kokong.intake.addresses").order_by("id"):
        with roles.acting("worker"):
            work.addresses_job(**job.args)
    with cast.acting(cast.coordinator):
        return Batch.objects.filter(importer="addresses").latest("pk")


def take(cast: Cast, client: Client, content: bytes, name: str = "adresser.csv", **given: str) -> Batch:
    """Upload a file and import it as it was taken."""
    url = send(client, content, name).headers["Location"]
    form = client.get(url).context["form"]
    chosen = {key: str(form[key].value() or "") for key in form.fields}
    answer = client.post(url, {**chosen, "start": "1", **given})
    assert answer.status_code == 302, answer.context["form"].errors
    return run(cast)


def homes(cast: Cast) -> list[str]:
    """The homes that the municipality has."""
    with cast.acting(cast.coordinator):
        return sorted(str(each) for each in Dwelling.objects.filter(retired_at=None))


def test_a_second_run_doubles_nothing(cast: Cast, client: Client) -> None:
    first = take(cast, client, FILE)
    assert (first.state, first.counts["added"], first.counts["refused"]) == ("done", 30, 0)
    assert len(homes(cast)) == 30
    second = take(cast, client, FILE)
    assert (second.counts["added"], second.counts["already"]) == (0, 30)
    mended = take(cast, client, FILE.replace(b"392 32;Havsvik", b"392 33;Havsvik", 3) + b"\n" + row(31).encode())
    counts = mended.counts
    assert (counts["added"], counts["changed"], counts["already"], counts["retired"]) == (1, 3, 27, 0)
    assert len(homes(cast)) == 31
    with cast.acting(cast.coordinator):
        assert not any(bytes(each.content) for each in Batch.objects.filter(importer="addresses"))


def test_a_newer_file_of_the_administrator_s_register(cast: Cast, client: Client, tmp_path: Any) -> None:
    (path := tmp_path / "register.csv").write_bytes(FILE)
    named = places.Mapping(source="register")
    with cast.acting(cast.coordinator):
        assert places.import_places(path=path, mapping=named).added == 30
    newer = csv(*(row(number, more=";B" if number == 1 else ";") for number in range(1, 26)), row(31, more=";"),
                head="Gatuadress;Nummer;Postnummer;Ort;E;N;Uppgång")  # fmt: skip
    done = take(cast, client, newer)
    counts = done.counts
    assert (counts["added"], counts["changed"], counts["retired"], counts["refused"]) == (1, 1, 5, 0)
    with cast.acting(cast.coordinator):
        assert set(Dwelling.objects.values_list("source", flat=True)) == {"register"}
    progress = client.get(reverse("intake:addresses-progress", args=[done.pk])).content.decode()
    assert "Taken as a newer file of “register”" in progress
    other = take(cast, client, csv(*(row(number, street="Nygatan") for number in range(1, 4))))
    assert (other.counts["added"], other.counts["retired"]) == (3, 0), "another source's"
    with cast.acting(cast.coordinator):
        assert set(Dwelling.objects.values_list("source", flat=True)) == {"register", "table"}


def test_the_page_says_what_the_file_was_taken_for(cast: Cast, client: Client) -> None:
    book = Workbook()
    assert book.active is not None
    for cells in (
        ["Adresser i Havsvik"], [], ["Gatunamn", "Nr", "Ort", "E", "N", "Anm"],
        ["Storgatan", 1, "Havsvik", EAST, NORTH, "x"], ["Storgatan", "2", "Havsvik", EAST + 20, NORTH, ""],
    ):  # fmt: skip
        book.active.append(cells)
    book.active.append(["Storgatan", date(2026, 7, 5), "Havsvik", EAST + 30, NORTH, ""])
    file = io.BytesIO()
    book.save(file)
    with cast.acting(cast.coordinator):
        add_row_of_houses(4, street="Ekvägen")
    url = send(client, file.getvalue(), "adresser.xlsx").headers["Location"]
    text = client.get(url).content.decode()
    assert "The headings are those of row 3" in text
    assert "The first 3 rows: 2 addresses" in text
    assert "A spreadsheet has probably made it of 5-7 / 7-5" in text
    said = client.get(f"{url}rows.geojson").json()["features"]
    assert [each["properties"]["state"] for each in said] == ["matched", "matched", "asked"]
    done = take(cast, client, file.getvalue(), "adresser.xlsx")
    assert (done.counts["added"], done.counts["refused"]) == (2, 1)
    progress = client.get(reverse("intake:addresses-progress", args=[done.pk])).content.decode()
    assert "A spreadsheet has probably made it of" in progress
    listed = client.get(reverse("intake:addresses-refused", args=[done.pk])).content.decode("utf-8-sig")
    assert listed.splitlines()[1].startswith("6;Storgatan")


def test_a_system_that_the_file_does_not_say_is_proposed_and_asked(cast: Cast, client: Client) -> None:
    with cast.acting(cast.coordinator):
        add_row_of_houses(4, street="Ekvägen")
    turned = csv(*(f"Storgatan;{n};392 32;Havsvik;{NORTH};{EAST + 10 * n}" for n in range(1, 11)))
    url = send(client, turned).headers["Location"]
    shown = client.get(url)
    assert "look at the map whether it is right" in shown.content.decode()
    looked = shown.context["looked"]
    assert (looked.system, looked.swapped, len(looked.spots)) == (3006, True, 10)
    form = shown.context["form"]
    chosen = {key: str(form[key].value() or "") for key in form.fields}
    refused = client.post(url, {**chosen, "crs": "", "start": "1"})
    assert refused.status_code == 422
    assert "First choose the coordinate system" in refused.content.decode()
    assert take(cast, client, turned).counts["added"] == 10
    again = client.get(send(client, turned).headers["Location"])
    assert again.context["form"]["crs"].value() == "3006 yx", "it is remembered of files with these headings"


def test_a_system_that_was_proposed_for_other_columns_is_not_kept(cast: Cast, client: Client) -> None:
    with cast.acting(cast.coordinator):
        add_row_of_houses(4, street="Ekvägen")
    zone = crs.convert_array(np.array([[EAST, NORTH]]), source=3006, target=3010)[0]
    rows = [
        f"Storgatan;{n};{zone[0] + 10 * n:.2f};{zone[1]:.2f};{EAST + 10 * n};{NORTH};16.{n}" for n in range(1, 11)
    ]
    content = csv(*rows, head="Gatuadress;Nummer;E;N;Öst;Nord;Öst i grader")
    url = send(client, content).headers["Location"]
    chosen = decided(client, url)
    assert chosen["crs"] == "3010"
    moved = {**chosen, "x": "Öst", "y": "Nord"}
    assert client.post(url, {**moved, "preview": "1"}).status_code == 302
    shown = client.get(url)
    assert shown.context["form"]["crs"].value() == ""
    assert (shown.context["looked"].system, shown.context["looked"].good) == (3006, 10)
    assert client.post(url, {**decided(client, url), "x": "E", "y": "N", "start": "1"}).status_code == 422
    assert decided(client, url)["crs"] == "3010", "proposed anew, and asked about"
    assert client.post(url, {**moved, "crs": "3006", "start": "1"}).status_code == 302
    assert run(cast).counts["added"] == 10


def test_a_municipality_that_nobody_knows_is_asked_about(cast: Cast, client: Client) -> None:
    head = "Gatuadress;Nummer;Postnummer;Ort;E;N;Kommun"
    content = csv(
        row(1, more=";Havsvik"), row(2, more=";Nybro"), row(3, more=";Havsviks skärgård"), head=head
    )  # fmt: skip
    url = send(client, content).headers["Location"]
    form = client.get(url).context["form"]
    chosen = {key: str(form[key].value() or "") for key in form.fields}
    assert client.post(url, {**chosen, "start": "1"}).status_code == 422
    (asked,) = [key for key in form.fields if key.startswith("word_")]
    assert client.post(url, {**chosen, asked: "ours", "start": "1"}).status_code == 302
    done = run(cast)
    assert (done.counts["added"], done.counts["aside"]) == (2, 1)
    assert homes(cast) == ["Storgatan 1", "Storgatan 3"]


MANY = [row(n, street=f"Storgatan {n // 100}", more=";Havsvik") for n in range(1, 1101)]


def geojson(rows: list[str]) -> bytes:
    """The same rows as a map file."""
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [float(east), float(north)]},
         "properties": {"street": street, "number": number, "kommun": whose}}
        for street, number, _post, _town, east, north, whose in (row.split(";") for row in rows)
    ]  # fmt: skip
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}).encode()


@pytest.mark.parametrize("at", [1001, 1030, 1100])
@pytest.mark.parametrize("form", ["csv", "geojson"])
def test_a_municipality_far_down_in_the_file_is_asked_about(
    cast: Cast, client: Client, at: int, form: str
) -> None:
    rows = [*MANY[:at], row(at + 1, more=";Havsviks skärgård"), row(at + 2, more=";Nybro")]
    head = "Gatuadress;Nummer;Postnummer;Ort;E;N;Kommun"
    url = send(client, csv(*rows, head=head) if form == "csv" else geojson(rows), f"a.{form}").headers["Location"]
    assert client.get(url).context["looked"].words == (("Havsviks skärgård", 1),)
    assert client.post(url, {**decided(client, url), "start": "1"}).status_code == 422


def test_a_column_that_is_left_out_stays_so(cast: Cast, client: Client) -> None:
    content = csv(row(1, more=";Reserverad"), row(2, more=";Gällande"),
                  head="Gatuadress;Nummer;Postnummer;Ort;E;N;Status")  # fmt: skip
    url = send(client, content).headers["Location"]
    form = client.get(url).context["form"]
    chosen = {key: str(form[key].value() or "") for key in form.fields}
    assert chosen["status"] == "Status"
    assert client.post(url, {**chosen, "status": "", "preview": "1"}).status_code == 302
    shown = client.get(url)
    assert shown.context["form"]["status"].value() == ""
    assert shown.context["looked"].good == 2
    assert client.post(url, {**chosen, "status": "", "start": "1"}).status_code == 302
    assert run(cast).counts["added"] == 2
    again = client.get(send(client, content).headers["Location"])
    assert again.context["form"]["status"].value() == "", "nor does it come back with the next file"


def test_a_map_file(cast: Cast, client: Client) -> None:
    found = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"street": "Storgatan", "number": str(n)},
             "geometry": {"type": "Point", "coordinates": [16.36 + n / 10_000, 56.66]}}
            for n in range(1, 6)
        ],
    }  # fmt: skip
    done = take(cast, client, json.dumps(found).encode(), "adresser.geojson")
    assert (done.state, done.problem, done.counts.get("added")) == ("done", "", 5)


def test_an_extract_of_openstreetmap(cast: Cast, client: Client, tmp_path: Any) -> None:
    path = street_of_houses(10).write(tmp_path / "town.osm.pbf")
    done = take(cast, client, path.read_bytes(), "town.osm.pbf")
    assert (done.state, done.problem, done.counts.get("added")) == ("done", "", 10)
    text = client.get(reverse("intake:addresses-progress", args=[done.pk])).content.decode()
    assert "No outline of the municipality is known" in text, "what else is to be known is said"


def test_a_broken_file_is_told_and_nothing_is_kept(cast: Cast, client: Client) -> None:
    answer = send(client, b"SQLite format 3\x00" + b"x" * 200, "a.gpkg")
    assert answer.status_code == 422
    assert "can&#x27;t be read" in answer.content.decode()
    with cast.acting(cast.coordinator):
        assert not Batch.objects.filter(importer="addresses").exists()


def test_another_municipality_s_file_changes_nothing(cast: Cast, client: Client) -> None:
    take(cast, client, FILE)
    far = csv(*(f"Fjärrgatan;{n};1;Borta;{300_000 + n};6600000" for n in range(1, 11)))
    done = take(cast, client, far, crs="3006")
    assert done.state == "failed"
    assert done.problem
    assert "mapping" not in done.problem
    assert len(homes(cast)) == 30
    few = take(cast, client, csv(*(row(number, street="Nygatan") for number in range(1, 3))))
    assert few.state == "failed", "more than half would be retired"
    assert few.problem.endswith("ask whoever looks after the installation to import it.")
    assert len(homes(cast)) == 30


def test_an_import_that_is_started_twice_is_started_once(cast: Cast, client: Client) -> None:
    url = send(client, FILE).headers["Location"]
    chosen = decided(client, url)
    keep = work.keep

    def first(*, batch_id: int, chosen: work.Chosen) -> None:
        """The other click, which is through before this one keeps what it has."""
        batch = Batch.objects.get(pk=batch_id)
        work.start(batch_id=batch_id, chosen=chosen, looked=work.look(batch, chosen), now=batch.created)
        keep(batch_id=batch_id, chosen=chosen)

    with patch.object(work, "keep", first):
        answer = client.post(url, {**chosen, "start": "1"})
    assert answer.status_code == 302
    assert ProcrastinateJob.objects.filter(task_name="kokong.intake.addresses").count() == 1
    assert run(cast).counts["added"] == 30
    assert client.post(url, {**chosen, "start": "1"}).status_code == 302


def test_a_file_that_can_not_be_opened_just_now_is_told(cast: Cast, client: Client) -> None:
    url = send(client, FILE).headers["Location"]
    chosen = decided(client, url)
    with patch("kokong.tables.apart._turn", side_effect=Stopped("busy")):
        shown, spots = client.get(url), client.get(f"{url}rows.geojson")
        sent = client.post(url, {**chosen, "start": "1"})
    assert (shown.status_code, sent.status_code) == (200, 422)
    for answer in (shown, sent):
        assert "Other files are being read just now" in answer.content.decode()
    assert spots.json() == {"type": "FeatureCollection", "features": []}
    assert client.post(url, {**chosen, "start": "1"}).status_code == 302, "nothing of it was lost"
    assert run(cast).counts["added"] == 30


def test_an_import_waits_for_another_of_the_municipality(cast: Cast, client: Client) -> None:
    url = send(client, FILE).headers["Location"]
    assert client.post(url, {**decided(client, url), "start": "1"}).status_code == 302
    with (
        patch("kokong.places.importing.run._lock", side_effect=ImportRunning("Another")),
        pytest.raises(ImportRunning),
    ):
        run(cast)
    with cast.acting(cast.coordinator):
        waiting = Batch.objects.get(importer="addresses")
    assert (waiting.state, bytes(waiting.content)) == ("running", FILE)
    assert ProcrastinateJob.objects.get(task_name="kokong.intake.addresses").lock == f"addresses {cast.home.pk}"
    assert run(cast).counts["added"] == 30


def test_refused_rows_beyond_the_list_are_counted(cast: Cast, client: Client) -> None:
    content = csv(row(1), *(f"Storgatan;{n};392 32;Havsvik;;" for n in range(2, 8)))
    with patch.object(work, "KEPT", 4):
        done = take(cast, client, content)
        assert done.counts["refused"] == 6
        progress = client.get(reverse("intake:addresses-progress", args=[done.pk]))
        listed = client.get(reverse("intake:addresses-refused", args=[done.pk])).content.decode("utf-8-sig")
    said = "2 more rows were refused and are not listed: only the first 4 are."
    assert said in progress.content.decode()
    assert progress.context["more"] == 0
    assert [line.split(";")[0] for line in listed.splitlines()] == ["Row", "3", "4", "5", "6", ""]
    assert listed.splitlines()[-1].endswith(said)


def test_the_page_says_what_can_be_done_on_the_page(cast: Cast, client: Client) -> None:
    url = send(client, csv("Storgatan;1", head="Gatuadress;Nummer")).headers["Location"]
    shown = client.get(url).context["looked"].problem
    assert shown.endswith("Nothing was changed. Choose the columns.")
    failed = take(cast, client, FILE, crs="3010")
    assert failed.problem.endswith("Choose that system. Or is this another municipality's file?") or (
        failed.problem.endswith("Choose that system.")
    )


def test_who_may(cast: Cast, client: Client) -> None:
    url = send(client, FILE).headers["Location"]
    for path in (reverse("intake:addresses"), url, f"{url}rows.geojson"):
        assert cast.client(cast.visitor).get(path).status_code == 403
        assert cast.client(cast.officer).get(path).status_code == 403
    assert cast.client(cast.stranger).get(url).status_code == 404
    assert "Import addresses" in client.get(reverse("intake:list")).content.decode()
    assert "Import addresses" not in cast.client(cast.officer).get(reverse("intake:list")).content.decode()
