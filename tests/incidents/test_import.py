"""Files as people have them: encodings, delimiters, dates, duplicates, and what is no file at all."""

import csv
import io
import zipfile
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from kokong.incidents import api, intake, rules
from kokong.incidents.importing import columns
from kokong.incidents.importing.importer import BURGLARIES
from kokong.intake import api as imports
from kokong.intake import batches, keeping, models
from kokong.intake.files import MAX_BYTES
from kokong.kernel import tenancy
from kokong.tables import UPLOADED, fold
from kokong.tables.workbooks import MAX_UNPACKED
from tests.incidents.conftest import NOW, PLACEHOLDERS, Town, case_numbers
from tests.places.town import ORIGIN, add_dwelling
from tests.tables.hostile import corner, hidden_corner

HEADER = "Gatuadress;Brottstid från;Brottstid till;Fullbordat/försök;Bostadstyp;Ingång"
ROW = "Åsgränd 5 B;2026-02-01 18:00;2026-02-01 22:30;Försök;Villa;Altandörr"
TEXT = f"{HEADER}\r\n{ROW}\r\n"


def take(town: Town, content: bytes | str, *, who: str = "officer", **given: Any) -> imports.Report:
    """Import content as one of the cast."""
    content = content.encode() if isinstance(content, str) else content
    with town.cast.acting(getattr(town.cast, who)):
        return api.import_file(path_or_bytes=content, name="x.csv", **{"now": NOW, **given})


def kept(town: Town) -> tuple[api.Burglary, ...]:
    """Every burglary at home, the newest first."""
    with town.cast.acting(town.cast.officer):
        return api.burglaries(states=rules.STATES)


@pytest.fixture
def lane(town: Town) -> Town:
    """The town with a street that needs its accents."""
    with tenancy.scope(municipality_id=town.cast.home.pk):
        add_dwelling("Åsgränd", "5 B", east=400)
    return town


def workbook(rows: list[list[Any]]) -> bytes:
    """An XLSX with these rows."""
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "cp850"]
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encodings_and_delimiters(lane: Town, encoding: str, delimiter: str) -> None:
    report = take(lane, TEXT.replace(";", delimiter).encode(encoding))
    assert report.left == ()
    (burglary,) = kept(lane)
    assert (burglary.completed, burglary.dwelling_kind, burglary.entry_point) == (False, "house", "patio_door")
    assert burglary.earliest.isoformat() == "2026-02-01T17:00:00+00:00"
    assert (burglary.state, burglary.source) == ("confirmed", "import")


def test_a_spreadsheet_with_real_dates_and_numbers(lane: Town) -> None:
    header = ["Gata", "Nr", "Startdatum", "Kl från", "Slutdatum", "Kl till", "Försök"]
    day = datetime(2026, 2, 1)  # noqa: DTZ001
    content = workbook([header, ["Storgatan", 5, day, "18.00", day, 0.9375, "nej"], [None] * 7,
                        ["Storgatan", 7.0, 46054, "", 46055, "", "ja"]])  # fmt: skip
    report = take(lane, content)
    assert report.left == ()
    later, earlier = kept(lane)
    assert (earlier.dwelling_id, earlier.completed) == (lane.homes[4], True)
    assert (earlier.earliest.isoformat(), earlier.latest.isoformat()) == (
        "2026-02-01T17:00:00+00:00", "2026-02-01T21:30:00+00:00")  # fmt: skip
    assert (later.dwelling_id, later.completed) == (lane.homes[6], False)
    assert later.latest.isoformat() == "2026-02-02T22:59:00+00:00", "a day without a time ends at its end"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Brottsplats adress", "address"), ("Adress", "address"), ("ADRESS (gata)", "address"),
        ("Brottstid från", "earliest"), ("Till", "latest"), ("K-nummer", "case_number"), ("Postnr", "postcode"),
        ("Diarienummer", "case_number"), ("Målsägande", "contact"), ("Easting", "x"), ("Latitud", "lat"),
        ("Way in", "entry_point"), ("Kommentar", None),
    ],
)  # fmt: skip
def test_headers_say_what_they_are_in_two_languages(header: str, field: str | None) -> None:
    assert BURGLARIES.guess([header]) == ({field: header} if field else {})


def test_every_word_of_a_header_is_as_it_is_compared() -> None:
    words = [word for line in columns.FIELDS.values() for word in line.split(", ")]
    assert [word for word in words if fold(word) != word] == []
    assert len(words) == len(set(words)), sorted(word for word in words if words.count(word) > 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (HEADER.encode(), "no rows"),
        (f"{HEADER};;\r\n;;;;;;\r\n".encode(), "no rows"),
        (b"Namn;Tid\nEva;2026-01-01\n", "No column gives an address"),
        (b"Adress;Namn\nStorgatan 1;Eva\n", "No column gives a time"),
        (b"\x89PNG\r\n\x1a\n" + bytes(2000), "neither a spreadsheet nor readable text"),
        (b"PK\x03\x04 but cut off", "can't be read"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "can't be read"),
        (b"Adress;Tid\n" + b'"' + b"x" * 200_000, "stops making sense"),
        (b"Adress;Tid\n" + b"x" * MAX_BYTES, "larger than 20 MB"),
        (b"Adress;Tid\n" + b"a;1\n" * (UPLOADED.rows + 1), "more than 100000 rows"),
        (b";".join([b"a"] * 300) + b"\n1\n", "more than 200 columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_file_of_burglaries_says_so(town: Town, content: bytes, words: str) -> None:
    with pytest.raises(imports.Unreadable, match=words):
        take(town, content)
    assert kept(town) == ()


def test_a_zip_bomb_is_not_unpacked(town: Town) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/a.xml", "w") as entry:
        for _ in range(MAX_UNPACKED // 2**20 + 1):
            entry.write(bytes(2**20))
    with pytest.raises(imports.Unreadable, match="too large"):
        take(town, out.getvalue())


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Ingenstans 9;2026-01-01 18:00;2026-01-01 19:00;", "No dwelling has the address"),
        ("Norra vägen 1;2026-01-01 18:00;2026-01-01 19:00;", "No dwelling has the address"),
        (";2026-01-01 18:00;2026-01-01 19:00;", "neither an address nor"),
        ("Storgatan 1;;;", "no time"),
        ("Storgatan 1;i går;2026-01-01 19:00;", "Från: “i går” can't be understood"),
        ("Storgatan 1;2026-01-02 18:00;2026-01-01 19:00;", "earliest time is after"),
        ("Storgatan 1;2999-01-02 18:00;2999-01-03 19:00;", "in the future"),
        ("Storgatan 1;1999-01-02 18:00;1999-01-03 19:00;", "ten years"),
        ("Storgatan 1;2026-01-01 18:00;2026-01-01 19:00;slott", "Typ av bostad: “slott” can't"),
    ],
)
def test_a_bad_row_is_refused_and_the_good_one_taken(town: Town, row: str, words: str) -> None:
    good = "Storgatan 3;2026-01-01 18:00;2026-01-01 19:00;villa"
    report = take(town, f"Adress;Från;Till;Typ av bostad\n{row}\n{good}\n")
    assert (report.rows, report.taken, report.refused) == (2, 1, 1)
    assert words in report.left[0].message
    assert report.left[0].number == 2
    assert [burglary.dwelling_id for burglary in kept(town)] == [town.homes[2]]


def test_the_report_can_be_mended_and_imported_again(town: Town) -> None:
    report = take(town, "Adress;Från\nStorgatan 1;2026-01-01 18:00\nStorgattan 333;2026-01-01 18:00\n")
    mended = imports.report_csv(report.header, report.left).replace("Storgattan 333", "Storgatan 3")
    again = take(town, mended)
    assert (again.taken, again.refused) == (1, 0)


def test_duplicates_are_recognised_by_case_number_or_by_dwelling_and_time(town: Town) -> None:
    header = "Adress;Från;Till;K-nummer\n"
    first = "Storgatan 1;2026-01-01 18:00;2026-01-01 20:00;K1-26\n"
    assert take(town, header + first + first).taken == 1
    same_case = "Storgatan 7;2026-03-01 18:00;2026-03-01 20:00;k1-26\n"
    same_time = "Storgatan 1;2026-01-01 19:00;2026-01-01 23:00;\n"
    new = "Storgatan 1;2026-01-09 19:00;2026-01-09 23:00;\n"
    report = take(town, header + same_case + same_time + new)
    assert (report.taken, report.already, report.refused) == (1, 2, 0)
    assert "case number is already there" in report.left[0].message
    assert "already there" in report.left[1].message


def test_what_stands_for_no_case_number_makes_no_two_rows_one(town: Town) -> None:
    header = "Adress;Från;Till;K-nummer\n"
    hours = "2026-01-01 18:00;2026-01-01 20:00"
    rows = [
        f"Storgatan {1 + 2 * at};{hours};{said}\n" for at, said in enumerate(["K1-26", "saknas", "SAKNAS", "26"])
    ]
    report = take(town, header + "".join(rows))
    assert (report.taken, report.already, report.refused) == (4, 0, 0)


def test_a_placeholder_in_a_file_is_not_kept_as_a_case_number(town: Town) -> None:
    rows = [f"Storgatan {1 + 2 * at};2026-01-01 18:00;{said}\n" for at, said in enumerate(PLACEHOLDERS)]
    assert take(town, "Adress;Från;K-nummer\n" + "".join(rows)).taken == len(PLACEHOLDERS)
    assert case_numbers(town) == [""] * len(PLACEHOLDERS)


def test_the_last_day_of_the_calendar_refuses_its_row_alone(town: Town) -> None:
    rows = "Storgatan 1;9999-12-31;22:00-06:00\nStorgatan 3;9999-12-31 24:00;\nStorgatan 5;2026-01-01;18:00\n"
    report = take(town, f"Adress;Datum;Tid\n{rows}")
    assert (report.taken, report.refused) == (1, 2)


def test_a_withdrawn_burglary_does_not_come_back_with_the_file(town: Town) -> None:
    content = "Adress;Från\nStorgatan 1;2026-01-01 18:00\n"
    take(town, content)
    with town.cast.acting(town.cast.officer):
        api.withdraw(burglary_id=kept(town)[0].id, reason="It was none.", now=NOW)
    assert take(town, content).already == 1


def test_only_fresh_burglaries_open_cocoons_and_only_by_the_police(town: Town) -> None:
    fresh, old = (f"{timezone.localtime(NOW - timedelta(days=days)):%Y-%m-%d %H:%M}" for days in (3, 15))
    content = f"Adress;Från\nStorgatan 1;{fresh}\nStorgatan 3;{old}\n"
    tried = take(town, content, dry_run=True)
    assert (tried.taken, tried.events, kept(town)) == (2, (), ())
    report = take(town, content, who="coordinator")
    assert (report.taken, report.waiting, report.events) == (2, 1, ())
    assert [burglary.state for burglary in kept(town)] == ["draft", "confirmed"]
    content = content.replace("Storgatan 1", "Storgatan 5").replace("Storgatan 3", "Storgatan 7")
    report = take(town, content)
    assert (report.taken, report.waiting, [event.name for event in report.events]) == (
        2,
        0,
        ["burglary.confirmed"],
    )


def test_a_coordinator_cannot_import_case_numbers(town: Town) -> None:
    with pytest.raises(imports.Unreadable, match="only be imported by the police"):
        take(town, "Adress;Från;K-nummer\nStorgatan 1;2026-01-01;K1-26\n", who="coordinator")


def test_coordinates_find_the_nearest_dwelling_or_say_why_not(town: Town) -> None:
    from pyproj import Transformer

    lon, lat = Transformer.from_crs(3006, 4326, always_xy=True).transform(ORIGIN.x, ORIGIN.y)
    metres = f"X;Y;Datum\n{ORIGIN.x + 5:.1f};{ORIGIN.y};2026-01-01\n{ORIGIN.x - 300};{ORIGIN.y};2026-01-01\n"
    report = take(
        town, metres + f"{ORIGIN.x + 90_000};{ORIGIN.y};2026-01-01\nnej;1;2026-01-01\n1e999;1;2026-01-01\n"
    )
    assert (report.taken, report.refused) == (1, 4)
    assert [row.message[:30] for row in report.left] == [
        "No dwelling stands within 50 m", "The coordinates lie outside th", "X: “nej” can't be understood.",
        "X: “1e999” can't be understood"]  # fmt: skip
    degrees = f"Lat,Lon,Date\n{lat},{lon},2026-02-01\n{lon},{lat},2026-02-01\n999,999,2026-02-01\n"
    report = take(town, degrees)
    assert (report.taken, report.refused) == (1, 2)
    assert "swapped" in report.left[0].message


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"address": "Var", "when": "Saknas"}, "no column called: Saknas"),
        ({"adress": "Var", "when": "När"}, "unknown fields: adress"),
        ({"address": "Var"}, "No column gives a time"),
        ({"address": "Var", "when": "När"}, ""),
    ],
)
def test_a_mapping_is_used_or_refused(town: Town, mapping: dict[str, str], words: str) -> None:
    content = "Var;När\nStorgatan 1;2026-01-01 18:00\n"
    if not words:
        assert take(town, content, mapping=mapping).taken == 1
        return
    with pytest.raises(imports.Unreadable, match=words):
        take(town, content, mapping=mapping)


def test_an_import_in_one_transaction_needs_few_locks(town: Town) -> None:
    """PostgreSQL keeps advisory locks in a small shared memory; thousands of them would end the import."""
    with tenancy.scope(municipality_id=town.cast.home.pk):
        homes = [add_dwelling("Långgatan", str(n), east=5 * n).pk for n in range(1, 30)]
    content = "Adress;Från\n" + "".join(f"Långgatan {n};2026-01-01 18:00\n" for n in range(1, 30))
    with tenancy.scope(municipality_id=town.cast.home.pk), pytest.MonkeyPatch.context() as patch:
        patch.setattr(intake, "LOCKS", 5)
        assert api.import_file(path_or_bytes=content.encode(), name="x", now=NOW).taken == len(homes)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
            assert cursor.fetchone()[0] <= 6


def test_a_killed_import_keeps_its_finished_steps(committed_town: Town) -> None:
    home, steps = committed_town.cast.home.pk, list[int]()
    rows = "".join(f"Storgatan 1;{date(2018, 1, 1) + timedelta(days=3 * n)}\n" for n in range(120))

    def killed() -> Any:
        steps.append(1)
        if len(steps) == 3:
            raise KeyboardInterrupt
        return tenancy.scope(municipality_id=home)

    content = f"Adress;Från\n{rows}".encode()
    with pytest.raises(KeyboardInterrupt):
        api.import_file(path_or_bytes=content, name="x", now=NOW, each=killed)
    assert len(kept(committed_town)) == 100
    again = api.import_file(
        path_or_bytes=content, name="x", now=NOW, each=lambda: tenancy.scope(municipality_id=home)
    )
    assert (again.taken, again.already) == (20, 100)


def test_the_homes_of_a_step_are_looked_up_together(lane: Town) -> None:
    rows = ["Storgatan 1;2017-01-01", "storg 3;2017-01-02", "Ingenstans 9;2017-01-03", "Storgatan 5;2017-01-04"]
    alone = patch("kokong.places.told.finding.found_by", side_effect=AssertionError("asked one by one"))
    with alone:
        report = take(lane, "\n".join(["Adress;Från", *rows]))
    assert (report.taken, report.refused) == (3, 1)
    assert "Ingenstans 9" in report.left[0].message


# The background.


def uploaded(town: Town, rows: int) -> models.Batch:
    """A file of burglaries, each on its own day at Storgatan 1, and one bad row; uploaded by the officer."""
    lines = [f"Storgatan 1;{date(2017, 1, 1) + timedelta(days=3 * n)} 18:00" for n in range(rows)]
    content = "\n".join(["Adress;Från", *lines, "Ingenstans 1;2026-01-01"]).encode()
    with town.cast.acting(town.cast.officer):
        batch = batches.upload(importer=BURGLARIES, content=content, name="år 2017–.csv", now=timezone.now())
        batches.start(batch_id=batch.pk, mapping=batch.mapping or {})
    return batch


def run(town: Town, batch: models.Batch) -> models.Batch:
    """Do what the worker does."""
    batches.import_job(municipality_id=town.cast.home.pk, authority="police", user_id=town.cast.officer.user_id,
                       batch_id=batch.pk)  # fmt: skip
    with town.cast.acting(town.cast.officer):
        return models.Batch.objects.get(pk=batch.pk)


def test_a_killed_import_goes_on_where_it_stopped(committed_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    batch, steps = uploaded(committed_town, 120), list[int]()
    real = batches._step

    def killed(*given: Any, **more: Any) -> bool:
        steps.append(1)
        if len(steps) == 2:
            raise KeyboardInterrupt
        return real(*given, **more)

    monkeypatch.setattr(batches, "_step", killed)
    with pytest.raises(KeyboardInterrupt):
        run(committed_town, batch)
    assert len(kept(committed_town)) == 50
    done = run(committed_town, batch)
    assert (done.state, done.done, bytes(done.content)) == ("done", 121, b"")
    assert done.counts == {"taken": 120, "already": 0, "aside": 0, "refused": 1, "waiting": 0}
    assert run(committed_town, batch).counts == done.counts, "running it again changes nothing"
    with committed_town.cast.acting(committed_town.cast.officer):
        header, left = batches.left_out(done)
        said = dict(zip(header, left, strict=True))
        assert (said["Row"], said["Adress"]) == (122, "Ingenstans 1")
        assert [rule.apply(timezone.now(), False) for rule in keeping.RULES[:2]] == [1, 121]  # the file, its rows
        assert models.Batch.objects.get(pk=batch.pk).counts["taken"] == 120


def test_the_pages_from_upload_to_report(committed_town: Town) -> None:
    client = committed_town.cast.client(committed_town.cast.officer)
    client.cookies["kokong_language"] = "en"
    url = upload(client, "Var;Från\nStorgatan 1;2026-01-01 18:00\nIngenstans 1;2026-01-01\n").headers["Location"]
    shown = client.get(url).content.decode()
    assert "No column gives an address" in shown
    chosen = {"address": "Var", "earliest": "Från"}
    shown = client.post(url, {**chosen, "preview": "1"}).content.decode()
    assert "Storgatan 1, completed" in shown.replace("&quot;", "")
    assert "No dwelling has the address" in shown
    assert kept(committed_town) == ()
    refused = client.post(url, {"earliest": "Från", "start": "1"})
    assert refused.status_code == 422
    progress = client.post(url, {**chosen, "start": "1"}).headers["Location"]
    assert "0 of 2 rows" in client.get(progress).content.decode()
    with committed_town.cast.acting(committed_town.cast.officer):
        run_me = models.Batch.objects.get()
        assert batches.stalled(run_me, now=timezone.now() + timedelta(minutes=5))
    run(committed_town, run_me)
    done = client.get(progress, headers={"HX-Request": "true"}).content.decode()
    assert "The import is done." in done
    assert "<html" not in done
    assert "hx-get" not in done
    left = client.get(reverse("intake:left-csv", args=["burglaries", run_me.pk])).content.decode("utf-8-sig")
    assert "Ingenstans 1" in left
    assert client.post(reverse("intake:resume", args=["burglaries", run_me.pk])).status_code == 302


def upload(client: Client, content: str) -> Any:
    """Send a file."""
    file = io.BytesIO(content.encode())
    file.name = "b.csv"
    return client.post(reverse("intake:upload", args=["burglaries"]), {"file": file})


def test_rows_are_refused_in_the_language_of_the_uploader(committed_town: Town) -> None:
    client = committed_town.cast.client(committed_town.cast.officer)
    client.cookies["kokong_language"] = "sv"
    url = upload(client, "Adress;Från\nStorgatan 1;i går\n").headers["Location"]
    client.post(url, {"address": "Adress", "earliest": "Från", "start": "1"})
    job = ProcrastinateJob.objects.get(task_name="kokong.intake")
    batches.import_job(**job.args)
    with committed_town.cast.acting(committed_town.cast.officer):
        assert models.BatchRow.objects.get().message == "Från: ”i går” går inte att tolka."


def test_an_unreadable_upload_is_refused_beside_the_field(town: Town) -> None:
    client = town.cast.client(town.cast.coordinator)
    client.cookies["kokong_language"] = "en"
    answer = upload(client, "Adress;Tid\n")
    assert answer.status_code == 422
    assert "no rows below" in answer.content.decode()
    assert client.post(reverse("intake:upload", args=["burglaries"])).status_code == 422


def test_an_upload_that_is_too_large_says_what_to_do(town: Town) -> None:
    client = town.cast.client(town.cast.coordinator)
    client.cookies["kokong_language"] = "en"
    answer = upload(client, "Adress;Tid\n" + "x" * MAX_BYTES)
    assert answer.status_code == 422
    assert "Divide it" in answer.content.decode()
    with town.cast.acting(town.cast.coordinator):
        assert not models.Batch.objects.exists()


def test_a_small_file_that_opens_to_billions_of_cells_is_told_calmly(town: Town) -> None:
    with pytest.raises(imports.Unreadable, match="reaches over 17,179,869,184 cells") as refused:
        take(town, corner())
    assert "Nothing was imported" in refused.value.message
    with pytest.raises(imports.Unreadable, match="took more memory or time"):
        take(town, hidden_corner())
    assert take(town, "Adress;Tid\nStorgatan 1;2026-01-01\n").taken == 1


def test_nothing_that_is_left_out_is_a_formula(town: Town) -> None:
    content = "=cmd();Adress;Tid\n=1+1;Storgattan 1;2026-01-01\n -1+1;@x;\ty\n-5;+46 70;2026\n"
    report = take(town, content)
    for line in csv.reader(io.StringIO(imports.report_csv(report.header, report.left)), delimiter=";"):
        for cell in line:
            assert not cell.lstrip().startswith(("=", "+", "@")), cell
            assert not cell.lstrip().startswith("-") or cell == "-5"


def test_an_import_that_can_no_longer_be_read_ends_with_words(town: Town) -> None:
    batch = uploaded(town, 1)
    with town.cast.acting(town.cast.officer):
        batches.start(batch_id=batch.pk, mapping={})
        models.Batch.objects.filter(pk=batch.pk).update(content=hidden_corner())
    ended = run(town, batch)
    assert (ended.state, bytes(ended.content)) == ("failed", b"")
    assert "memory or time" in ended.problem
