"""Pages of an import: upload, columns, progress, what was left out, and the list."""

import csv
import io
from datetime import timedelta
from unittest.mock import patch

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kokong.intake import batches, files, importers, keeping, models
from kokong.intake.files import MAX_BYTES
from kokong.kernel.errors import UserError
from kokong.kernel.measure import Measure
from kokong.measures.apps import _tell
from kokong.tables.apart import Stopped
from tests.cast import Cast

from .conftest import browser, send, sheets, there
from .lanterns import LANTERNS


def page(answer: object) -> str:
    """What a page says."""
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def work() -> None:
    """Do what the worker does with all that waits."""
    for job in ProcrastinateJob.objects.filter(task_name="kokong.intake"):
        batches.import_job(**job.args)


def test_from_upload_to_what_was_left_out(cast: Cast) -> None:
    client = browser(cast, "coordinator")
    url = send(client, "Vilken;Tänd;Kommentar\nNorra;nej;fin\n;ja;\n").headers["Location"]
    shown = page(client.get(url))
    assert "No column gives Name" in shown
    assert "used as Lit" in shown
    assert shown.count("not used") == 2
    shown = page(client.post(url, {"name": "Vilken", "lit": "Tänd", "preview": "1"}))
    assert "lantern Norra" in shown
    assert "The lantern has no name." in shown
    assert there(cast) == [], "looking keeps nothing"
    refused = client.post(url, {"lit": "Tänd", "start": "1"})
    assert refused.status_code == 422
    progress = client.post(url, {"name": "Vilken", "lit": "Tänd", "start": "1"}).headers["Location"]
    assert "0 of 2 rows" in page(client.get(progress))
    assert client.get(url).headers["Location"] == progress, "what runs is no longer mapped"
    work()
    part = page(client.get(progress, headers={"HX-Request": "true"}))
    assert "The import is done." in part
    assert "of them are dark" in part
    assert "<html" not in part
    assert "hx-get" not in part
    whole = page(client.get(progress))
    assert "The file and what it left out: kept until" in whole
    text = client.get(f"{url}left-out.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (row["Row"], row["Explanation"], row["Tänd"]) == ("3", "The lantern has no name.", "ja")
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{url}left-out.xlsx").content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:3] == [3, "refused", "The lantern has no name."]
    read = [line for line in cast.log(subject="import") if line.action == "import.rows_seen"]
    assert read[0].rows == (3,)
    assert client.post(f"{url}resume/", follow=True).status_code == 200


def test_an_import_that_stopped_offers_to_go_on(cast: Cast) -> None:
    client = browser(cast, "coordinator")
    url = send(client, "Lykta\nNorra\n").headers["Location"]
    progress = client.post(url, {"name": "Lykta", "start": "1"}).headers["Location"]
    assert "Go on" not in page(client.get(progress))
    with cast.acting(cast.coordinator):
        models.Batch.objects.update(touched=timezone.now() - timedelta(minutes=5))
    assert "Go on" in page(client.get(progress))
    assert client.post(f"{url}resume/").headers["Location"] == progress
    assert "Go on" not in page(client.get(progress))
    work()
    assert there(cast) == ["Norra"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"Lykta\n", "no rows below"), (b"Lykta\n" + b"x" * MAX_BYTES, "Divide it"),
     (b"PK\x03\x04 but cut off", "can&#x27;t be read")],
    ids=["nothing", "header", "huge", "broken"],
)  # fmt: skip
def test_a_file_that_cannot_serve_is_refused_beside_the_field(cast: Cast, content: bytes, words: str) -> None:
    client = browser(cast, "coordinator")
    answer = send(client, content)
    assert answer.status_code == 422
    assert words in page(answer)
    assert client.post(reverse("intake:upload", args=["lanterns"])).status_code == 422
    with cast.acting(cast.coordinator):
        assert not models.Batch.objects.exists()


def test_the_same_file_again_is_said_before_it_is_imported(cast: Cast) -> None:
    client = browser(cast, "coordinator")
    first = send(client, "Lykta\nNorra\n").headers["Location"]
    assert "The same file was uploaded" not in page(client.get(first))
    shown = page(client.get(send(client, "Lykta\nNorra\n", name="annan.csv").headers["Location"]))
    assert "The same file was uploaded" in shown
    assert f"{first}progress/" in shown
    other = page(client.get(send(client, "Lykta\nSödra\n").headers["Location"]))
    assert "The same file was uploaded" not in other


def test_a_doubtful_column_must_be_decided(cast: Cast) -> None:
    client = browser(cast, "coordinator")
    url = send(client, "Lykta;Kommun\nNorra;Norrsund\n").headers["Location"]
    shown = page(client.get(url))
    assert "must be decided" in shown
    assert "Leave “Kommun”: whose lanterns are these?" in shown
    refused = client.post(url, {"name": "Lykta", "start": "1"})
    assert refused.status_code == 422
    assert "First decide what these columns are for." in page(refused)
    seen = page(client.post(url, {"name": "Lykta", "aside_1": "on", "preview": "1"}))
    assert "must be decided" not in seen
    assert client.post(url, {"name": "Lykta", "aside_1": "on", "start": "1"}).status_code == 302
    work()
    assert there(cast) == ["Norra"]


def test_another_sheet_and_headings_below_a_title(cast: Cast) -> None:
    client = browser(cast, "coordinator")
    content = sheets({"Om filen": [["Läs detta"], ["först"]], "Lyktor": [["Havsvik"], [], ["Lykta"], ["Norra"]]})
    url = send(client, content).headers["Location"]
    shown = page(client.get(url))
    assert "The headings are those of row 1" in shown
    assert "Läs detta" in shown
    assert client.post(f"{url}sheet/", {"sheet": "1", "header_at": "3"}).headers["Location"] == url
    shown = page(client.get(url))
    assert "The headings are those of row 3" in shown
    assert "used as Name" in shown
    assert "1 row." in shown
    for wrong in ({"sheet": "7", "header_at": "1"}, {"sheet": "0"}, {"sheet": "0", "header_at": "900"}):
        client.post(f"{url}sheet/", wrong)
        assert "used as Name" in page(client.get(url)), wrong
    client.post(url, {"name": "Lykta", "start": "1"})
    work()
    assert there(cast) == ["Norra"]
    client.post(f"{url}sheet/", {"sheet": "0", "header_at": "1"})
    with cast.acting(cast.coordinator):
        assert models.Batch.objects.get().sheet == 1, "what has been imported is no longer read in another way"


def test_a_file_that_can_not_be_opened_just_now_is_told(cast: Cast) -> None:
    client = browser(cast, "coordinator")
    url = send(client, "Lykta\nNorra\n").headers["Location"]
    with patch("kokong.tables.apart._turn", side_effect=Stopped("busy")):
        shown, spots = client.get(url), client.get(f"{url}rows.geojson")
        sent = client.post(url, {"name": "Lykta", "start": "1"})
    for answer in (shown, sent):
        assert answer.status_code == 422
        assert "Other files are being read just now" in page(answer)
        assert f'href="{url}"' in page(answer), "a way to try again"
    assert spots.json()["features"] == []
    assert client.post(url, {"name": "Lykta", "start": "1"}).status_code == 302, "nothing was lost"


def test_a_page_opens_its_file_once_and_never_writes_it(cast: Cast) -> None:
    client = browser(cast, "coordinator")
    url = send(client, "Lykta\nNorra\n").headers["Location"]
    for sent in ({}, {"name": "Lykta", "preview": "1"}, {"name": "Lykta", "start": "1"}):
        with CaptureQueriesContext(connection) as asked, patch.object(batches, "read", wraps=files.read) as read:
            client.post(url, sent) if sent else client.get(url)
        assert read.call_count == 1
        said = [each["sql"] for each in asked.captured_queries if "intake_batch" in each["sql"]]
        assert not [sql for sql in said if sql.startswith("UPDATE") and '"content" =' in sql]


def test_headings_that_were_moved_meanwhile_start_nothing(cast: Cast) -> None:
    client = browser(cast, "coordinator")
    send(client, "Lyktor\nLykta\nNorra\nSödra\n")
    with cast.acting(cast.coordinator):
        batch = models.Batch.objects.get(importer="lanterns")
        table = batches.table_of(batch)
        batches.read_again(batch_id=batch.pk, sheet=0, header_at=2 if table.at == 1 else 1)
        with pytest.raises(UserError, match="read in another way meanwhile"):
            batches.start(batch_id=batch.pk, mapping={"name": "Lykta"}, table=table)


def addresses(batch_id: int, *, name: str = "lanterns") -> list[tuple[str, str]]:
    """Every address of one import, and how it is used."""
    asked = [("get", "columns"), ("post", "columns"), ("get", "progress"), ("post", "resume"), ("post", "sheet"),
             ("get", "left-csv"), ("get", "left-xlsx")]  # fmt: skip
    return [(how, reverse(f"intake:{route}", args=[name, batch_id])) for how, route in asked]


def statuses(client: Client, asked: list[tuple[str, str]]) -> set[int]:
    """What they answer."""
    return {getattr(client, how)(url).status_code for how, url in asked}


def test_who_may_what(cast: Cast) -> None:
    """Another municipality finds nothing, other roles are refused, and a file has no second door."""
    send(browser(cast, "coordinator"), "Lykta\nNorra\n")
    with cast.acting(cast.coordinator):
        number = models.Batch.objects.get().pk
    assert statuses(browser(cast, "stranger"), addresses(number)) == {404}
    assert "lyktor.csv" not in page(browser(cast, "stranger").get(reverse("intake:list")))
    assert statuses(browser(cast, "visitor"), addresses(number)) == {403}
    assert browser(cast, "visitor").get(reverse("intake:upload", args=["lanterns"])).status_code == 403
    assert statuses(browser(cast, "coordinator"), addresses(number, name="burglaries")) == {404}
    assert statuses(browser(cast, "coordinator"), addresses(number, name="unknown")) == {404}
    assert statuses(Client(), addresses(number)) == {302}


def test_a_file_of_the_police_is_not_the_coordinators(cast: Cast) -> None:
    officer, coordinator = browser(cast, "officer"), browser(cast, "coordinator")
    url = send(officer, "Lykta;Ägare\nNorra;Eva\n").headers["Location"]
    assert "used as Owner" in page(officer.get(url))
    assert coordinator.get(url).status_code == 404
    assert "lyktor.csv" in page(officer.get(reverse("intake:list")))
    assert "lyktor.csv" not in page(coordinator.get(reverse("intake:list")))
    url = send(coordinator, "Lykta;Ägare\nNorra;Eva\n").headers["Location"]
    shown = page(coordinator.get(url))
    assert "used as Owner" not in shown
    assert 'name="owner"' not in shown


def test_the_list_of_imports(cast: Cast) -> None:
    client, url = browser(cast, "coordinator"), reverse("intake:list")
    assert "No imports yet" in page(client.get(url))
    begun = send(client, "Lykta\nNorra\n;\n").headers["Location"]
    client.post(begun, {"name": "Lykta", "start": "1"})
    work()
    send(client, "Lykta\nSödra\n", name="väntar.csv")
    shown = page(client.get(url))
    assert "lyktor.csv" in shown
    assert "Bo Samordnare" in shown
    assert "To do" in shown
    waiting = page(client.get(url, {"state": "uploaded"}))
    assert "väntar.csv" in waiting
    assert "lyktor.csv" not in waiting
    assert "lyktor.csv" not in page(client.get(url, {"importer": "burglaries"}))
    text = client.get(url, {"as": "csv"}).content.decode("utf-8-sig")
    assert "lyktor" not in text
    assert "To do" in text
    (line,) = (line for line in cast.log(subject="import") if line.action == "import.exported")
    assert line.detail == {"rows": 2, "personal": False}


def test_what_is_forgotten_still_has_a_page(cast: Cast) -> None:
    client = browser(cast, "coordinator")
    url = send(client, "Lykta\nNorra\n").headers["Location"]
    with cast.acting(cast.coordinator):
        for rule in keeping.RULES:
            rule.apply(timezone.now(), False)
    shown = page(client.get(url, follow=True))
    assert "The file was not imported and has been removed." in shown
    assert "not imported" in page(client.get(reverse("intake:list")))
    assert "not imported" in page(client.get(reverse("intake:upload", args=["lanterns"])))
    assert client.post(f"{url}resume/", follow=True).status_code == 200


def test_a_measure_names_its_importers(cast: Cast) -> None:
    importers._importers.pop("lanterns")
    named = Measure(
        "lanterns", "Lanterns", part="signs", icon="mark", importers=("tests.intake.lanterns:LANTERNS",)
    )
    _tell(named)
    _tell(named)
    assert importers.find(name="lanterns") == LANTERNS
    other = importers.Importer(**{**vars(LANTERNS), "title": "Others"})
    with pytest.raises(ValueError, match="Two rooms import 'lanterns'"):
        importers.register(other)
