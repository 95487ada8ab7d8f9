"""What a file of burglaries leaves open is asked on its page, once, and remembered for the next of its kind."""

import json
import re
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from kokong.incidents import api
from kokong.intake import batches, models
from kokong.intake.api import decided_as
from tests.incidents.conftest import NOW, Town
from tests.incidents.test_import import kept, take

HEADER = "Adress;Datum;Objekt;Kommun"
ROWS = "Storgatan 1;05/06/2026;Slott;Havsvik\nStorgatan 3;07/06/2026;Villa;Nybro\nStorgatan 5;08/06/2026;slott;\n"


def signed_in(town: Town) -> Client:
    """The officer, who reads English."""
    client = town.cast.client(town.cast.officer)
    client.cookies["kokong_language"] = "en"
    return client


def sent(client: Client, content: str) -> str:
    """Upload a file; the address of its page."""
    file = SimpleUploadedFile("inbrott.csv", content.encode())
    return client.post(reverse("intake:upload", args=["burglaries"]), {"file": file}).headers["Location"]


MAPPING = {"address": "Adress", "when": "Datum", "dwelling_kind": "Objekt", "municipality": "Kommun"}


def test_questions_are_asked_once_and_remembered(town: Town) -> None:
    client = signed_in(town)
    url = sent(client, f"{HEADER}\n{ROWS}")
    shown = client.get(url).content.decode()
    assert "Datum: “05/06/2026” in row 2 has two readings." in shown
    assert "Day first: 5 June 2026" in shown
    assert shown.count("what does “") == 1, "one question for all rows that say the same"
    assert "Rows: 2, the first is 2." in shown
    assert "Kommun: “Nybro”" in shown
    refused = client.post(url, {**MAPPING, "start": "1"})
    assert refused.status_code == 422
    assert "First decide how the days are written" in refused.content.decode()
    word = re.search(r'name="(word_dwelling_kind_\w+)"', shown)
    assert word
    answers = {"days_order": "dmy", word[1]: "house"}
    tried = client.post(url, {**MAPPING, **answers, "preview": "1"}).content.decode()
    assert "between 2026-06-05 00:00" in tried
    assert kept(town) == ()
    assert client.post(url, {**MAPPING, **answers, "start": "1"}).status_code == 302
    for job in ProcrastinateJob.objects.filter(task_name="kokong.intake"):
        batches.import_job(**job.args)
    with town.cast.acting(town.cast.officer):
        counts = models.Batch.objects.get().counts
    assert (counts["taken"], counts["aside"], counts["refused"]) == (1, 1, 1)
    assert [one.dwelling_kind for one in kept(town)] == ["house"]
    again = client.get(sent(client, "Kommun;Objekt;Datum;Adress\nHavsvik;Slott;05/07/2026;Storgatan 7\n"))
    for answer in ("dmy", "house"):
        assert re.search(rf'value="{answer}"\s+selected', again.content.decode()), answer
    assert "between 2026-07-05" in again.content.decode()


def test_what_one_authority_decided_the_other_does_not_see(town: Town) -> None:
    with town.cast.acting(town.cast.officer):
        models.Source.objects.create(importer="x", police=True, signature="s", used=NOW)
    with town.cast.acting(town.cast.coordinator):
        assert not models.Source.objects.exists()


def test_a_file_is_explained_without_a_trace(town: Town) -> None:
    with town.cast.acting(town.cast.officer):
        found = api.explain_file(path_or_bytes=f"Utdrag ur registret;;;\n{HEADER}\n{ROWS}".encode(), now=NOW)
        assert not models.Source.objects.exists()
        assert not models.Batch.objects.exists()
    assert kept(town) == ()
    assert found.header_at == 2
    used = {one.use.column: (one.use.field, one.why) for one in found.columns}
    assert used["Datum"] == ("when", "heading")
    assert found.understood is not None
    assert [day.doubt for day in found.understood.days] == ["order"]
    assert [(word.word, word.rows) for word in found.understood.words] == [("Slott", 2)]
    assert [(left.word, left.rows) for left in found.understood.left] == [("Nybro", 1)]
    said = "\n".join(found.said())
    assert "Headings in row 2, 3 rows below." in said
    assert "Datum: used as Date or time, if there is only one, by its heading (05/06/2026, 07/06/2026" in said
    assert json.dumps(found.values())


def test_so_many_words_that_not_all_are_asked_about_are_counted(town: Town) -> None:
    words = [f"objekt{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(103)]
    content = "Adress;Datum;Objekt\n" + "".join(f"Storgatan 1;2026-03-01;{word}\n" for word in words)
    with town.cast.acting(town.cast.officer):
        found = api.explain_file(path_or_bytes=content.encode(), now=NOW)
        decided = decided_as(words=[f"dwelling_kind:{word.upper()}=house" for word in words[-2:]])
        fewer = api.explain_file(path_or_bytes=content.encode(), now=NOW, decisions=decided)
    asked = [line for line in found.said() if "what does “objekt" in line]
    unasked = "3 more words are not known and not asked about."
    assert (len(asked), found.values()["words_not_asked_about"]) == (100, 3)
    assert any(line.startswith(unasked) for line in found.said())
    assert fewer.values()["words_not_asked_about"] == 1, "two of them are decided"
    client = signed_in(town)
    assert unasked in client.get(sent(client, content)).content.decode()


def test_where_all_words_are_asked_about_nothing_more_is_said(town: Town) -> None:
    with town.cast.acting(town.cast.officer):
        found = api.explain_file(path_or_bytes=f"{HEADER}\n{ROWS}".encode(), now=NOW)
    assert found.values()["words_not_asked_about"] == 0
    assert "not asked about" not in "\n".join(found.said())


def test_two_rows_of_headings_are_found(town: Town) -> None:
    header = "Plats;Brottstid;;;\n;Från;;Till;\nGatuadress;Datum;Tid;Datum;Tid\n"
    content = header + "Storgatan 1;2026-03-01;18.30;2026-03-02;07.45\n"
    with town.cast.acting(town.cast.officer):
        found = api.explain_file(path_or_bytes=content.encode(), now=NOW)
    assert (found.header_at, found.header_rows) == (2, 2)
    assert take(town, content).taken == 1
    (one,) = kept(town)
    assert one.earliest.isoformat() == "2026-03-01T17:30:00+00:00"


def test_a_sheet_that_only_says_what_the_file_is_is_passed_over(town: Town) -> None:
    book, out = Workbook(), BytesIO()
    assert book.active is not None
    book.active.append(["Information"])
    book.active.append(["Data finns på flik 3"])
    book.create_sheet("Tom")
    rows = book.create_sheet("Inbrott")
    for row in (["Adress", "Datum"], ["Storgatan 1", "2026-03-01"]):
        rows.append(row)
    book.save(out)
    assert take(town, out.getvalue()).taken == 1
