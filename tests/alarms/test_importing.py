"""Panels from a file: enrolled with keys that nobody sees again, changed, told why not; twice doubles nothing."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from kokong.dc09 import Key
from kokong.intake import api as intake
from kokong.intake import models as kept
from kokong.kernel import audit, installation, tenancy
from kokong.kernel.models import AuditEntry, AuditWords
from kokong.measures.alarms import api, models
from kokong.measures.alarms.panels import handing, keys, sealing
from kokong.measures.alarms.panels.importer import PANELS
from tests.alarms.conftest import HEX, NOW, Site
from tests.alarms.test_cli import run
from tests.worker import run_jobs

KEY = "A1B2C3D4E5F60718293A4B5C6D7E8F90"
OTHER = "FFEEDDCCBBAA99887766554433221100"
HEAD = (
    "Kontonummer;Prefix;Gatuadress;AES-nyckel;Livstecken;Kontaktperson;Telefon;Kodord;Samtycke;Kontakt 2;Telefon 2"
)
FILE = f"""{HEAD}
2001;;Storgatan 1;{KEY};60 s;Berit Holm;070-174 06 05;Ekorre;ja;Nils Ek;070-174 06 06
2002;9901;Storgatan 2;skapa en;5 min;Anders Falk;070-174 06 07;;2026-01-05;;
2003;;Storgatan 3;ingen;;;;;;;
2004;;Stogatan 4;{OTHER};60;;;;;;
2005;;Storgatan 5;0011;60;;;;;;
2006;;Storgatan 6;;60;;;;;;
2007;;Storgatan 7;{OTHER};60;Utan Samtycke;070-174 06 08;;;;
"""


def taken(site: Site, content: str | bytes, *, leave: tuple[str, ...] = ()) -> kept.Batch:
    """A file, imported by the worker."""
    content = content.encode() if isinstance(content, str) else content
    with site.cast.acting(site.cast.coordinator):
        batch = intake.upload(importer=PANELS, content=content, name="larm.csv", now=NOW)
        intake.start(batch_id=batch.pk, mapping=batch.mapping or {}, decided=intake.decided_as(aside=leave))
    run_jobs()
    return again(site, batch)


def again(site: Site, batch: kept.Batch) -> kept.Batch:
    with tenancy.scope(municipality_id=site.cast.home.pk):
        return kept.Batch.objects.get(pk=batch.pk)


def said(site: Site, batch: kept.Batch) -> dict[int, str]:
    with tenancy.scope(municipality_id=site.cast.home.pk):
        return dict(kept.BatchRow.objects.filter(batch=batch).values_list("number", "message"))


def panel(site: Site, number: str) -> api.Account:
    with site.cast.acting(site.cast.coordinator):
        (found,) = api.find_accounts(account=number)
    return found


def key_of(account: api.Account) -> bytes:
    sealer = sealing.sealer(installation.current())
    with tenancy.scope(municipality_id=account.municipality_id):
        return sealer.unseal(bytes(models.Account.objects.get(pk=account.id).key_sealed or b""))


def everything_kept(site: Site) -> str:
    """Whatever rows of imports, of panels and of the log hold, as text."""
    with tenancy.scope(municipality_id=site.cast.home.pk, authority="system"):
        tables: tuple[Any, ...] = (kept.Batch, kept.BatchRow, kept.Source, models.Account)
        rows = [row for table in tables for row in table.objects.values_list()]
        rows += AuditEntry.objects.values_list("detail", "subject", "action")
        words = list(AuditWords.objects.values_list("said", flat=True))
    return " ".join(bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell)
                    for row in rows for cell in row) + str(words)  # fmt: skip


def test_each_row_is_enrolled_wholly_or_refused_with_its_reason(committed_site: Site) -> None:
    site = committed_site
    batch = taken(site, FILE)
    assert batch.counts == {"taken": 3, "already": 0, "aside": 0, "refused": 4, "waiting": 0}
    one = panel(site, "2001")
    assert (one.address.split(",")[0], one.interval_s, one.prefixed, one.line) == ("Storgatan 1", 60, True, "9901")
    assert key_of(one) == Key.from_hex(KEY).material
    assert one.plan["text"] == ""
    assert "Ekorre" not in everything_kept(site)
    with site.cast.acting(site.cast.coordinator):
        chain = [(each.name, each.phone, each.what) for each in api.contacts(account_id=one.id)]
        assert len(api.accounts()) == 4
    assert chain == [("Berit Holm", "070-174 06 05", "owner"), ("Nils Ek", "070-174 06 06", "key_holder")]
    assert (panel(site, "2002").interval_s, panel(site, "2002").keyed) == (300, True)
    assert (panel(site, "2003").keyed, panel(site, "2003").interval_s) == (False, None)
    why = said(site, batch)
    assert "Storgatan 4" in why[5], "the home that may be meant is suggested"
    assert "16, 24 or 32" in why[6]
    assert "make one" in why[7]
    assert "consent" in why[8]
    with site.cast.acting(site.cast.coordinator):
        assert api.find_accounts(account="2007") == (), "a row is not half done"


def test_the_same_file_twice_doubles_nothing_and_a_mended_one_changes_what_it_says(committed_site: Site) -> None:
    site = committed_site
    taken(site, FILE)
    second = taken(site, FILE)
    assert second.counts == {"taken": 0, "already": 3, "aside": 0, "refused": 4, "waiting": 0}
    made = key_of(panel(site, "2002"))
    mended = FILE.replace(KEY, OTHER).replace("5 min", "10 min").replace("070-174 06 06", "070-174 06 09")
    third = taken(site, mended)
    assert (third.counts["taken"], third.counts["changed"], third.counts["already"]) == (2, 2, 1)
    told = said(site, third)
    assert "Key" in told[2]
    assert "Seconds between polls" in told[3]
    assert key_of(panel(site, "2001")) == Key.from_hex(OTHER).material
    assert key_of(panel(site, "2002")) == made, "a key that was made is not made again"
    with site.cast.acting(site.cast.coordinator):
        chain = [each.phone for each in api.contacts(account_id=panel(site, "2001").id)]
    assert chain == ["070-174 06 05", "070-174 06 09"]
    page = site.cast.client(site.cast.coordinator).get(reverse("intake:progress", args=["panels", third.pk]))
    assert "of them were there and are changed" in page.content.decode()
    assert "Seconds between polls" in page.content.decode()


def test_no_key_is_shown_logged_or_kept_in_clear(committed_site: Site) -> None:
    site = committed_site
    browser = site.cast.client(site.cast.coordinator)
    spaced = " ".join(re.findall("....", KEY))
    wrong = "0011223344556677889900112233445"  # a digit short
    content = FILE.replace(KEY, spaced).replace("0011;", f"{wrong};")
    file = io.BytesIO(content.encode())
    file.name = "larm.csv"
    answer = browser.post(reverse("intake:upload", args=["panels"]), {"file": file}, follow=True)
    seen = [answer.content.decode()]
    with tenancy.scope(municipality_id=site.cast.home.pk):
        batch = kept.Batch.objects.get()
    assert "•••" in seen[0]
    assert not _leaks(everything_kept(site), spaced, wrong), "it lies sealed until it is imported"
    mapping = dict(batch.mapping or {})
    without = {key: name for key, name in mapping.items() if key != "key"} | {"interval": mapping["key"]}
    columns = reverse("intake:columns", args=["panels", batch.pk])
    seen.append(browser.post(columns, {**without, "preview": "1"}).content.decode())
    seen.append(browser.get(reverse("intake:map", args=["panels", batch.pk])).content.decode())
    browser.post(columns, {**mapping, "start": "1"})
    assert again(site, batch).state == "running"
    assert not _leaks(everything_kept(site), spaced, wrong), "the worker gets each key sealed"
    run_jobs()
    assert again(site, batch).counts["taken"] == 3
    lefts = [reverse(f"intake:left-{kind}", args=["panels", batch.pk]) for kind in ("csv", "xlsx")]
    seen += [browser.get(left).content.decode("latin-1") for left in lefts]
    seen.append(browser.get(reverse("intake:progress", args=["panels", batch.pk])).content.decode())
    assert not _leaks(everything_kept(site) + "".join(seen), spaced, wrong)


def _leaks(text: str, *more: str) -> list[str]:
    bare = text.upper().replace(" ", "")
    return [key for key in (KEY, OTHER, *more) if key.upper().replace(" ", "") in bare]


def test_a_key_among_the_headings_is_refused(site: Site) -> None:
    with site.cast.acting(site.cast.coordinator), pytest.raises(intake.Unreadable, match="headings"):
        intake.upload(importer=PANELS, content=f"1;{KEY}\n2;{OTHER}\n".encode(), name="x", now=NOW)
    with tenancy.scope(municipality_id=site.cast.home.pk):
        assert not kept.Batch.objects.exists()


def test_keys_that_were_made_are_told_once(committed_site: Site) -> None:
    site = committed_site
    taken(site, FILE)
    browser = site.cast.client(site.cast.coordinator)
    assert "1 panel has a key that nobody has been told" in browser.get("/alarms/accounts/").content.decode()
    material = key_of(panel(site, "2002"))
    answer = browser.post("/alarms/accounts/keys/")
    assert answer["Cache-Control"] == "no-store"
    assert f"2002;9901;{panel(site, '2002').address};{material.hex().upper()}" in answer.content.decode(
        "utf-8-sig"
    )
    assert answer.content.decode("utf-8-sig").count("\r\n") == 2
    (line,) = (each for each in site.cast.log() if each.action == "alarm_account.keys_taken")
    assert list(line.rows or ()) == [panel(site, "2002").id]
    assert browser.post("/alarms/accounts/keys/").status_code == 302
    assert "Take out the keys" not in browser.get("/alarms/accounts/").content.decode()
    assert site.cast.client(site.cast.visitor).post("/alarms/accounts/keys/").status_code == 403


def test_a_centres_operator_neither_imports_nor_takes_keys(site: Site) -> None:
    from kokong.people.models import User
    from tests.alarms.centres import centre_of
    from tests.alarms.test_homes import BACKEND

    centre, browser = centre_of(site), Client()
    browser.force_login(User.objects.get(pk=centre.operator), backend=BACKEND)
    assert "Import panels" not in browser.get("/alarms/accounts/").content.decode()
    assert browser.post("/alarms/accounts/keys/").status_code == 403


def test_a_workbook_in_english_with_titles_above(committed_site: Site) -> None:
    site, book, out = committed_site, Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Panels of the district"], [],
        ["Account number", "Street", "House no", "AES key", "Heartbeat", "Name", "Phone", "Consent", "Detectors"],
        [3001, "Storgatan", 8, KEY, 90, "Berit Holm", "070-174 06 05", True, "1 Hall; 02 Kitchen"],
        ["00AF", "Storgatan", 9, "abcdefghijklmnop", None, None, None, None, None],
    ):  # fmt: skip
        sheet.append(row)
    book.save(out)
    batch = taken(site, out.getvalue())
    assert batch.counts["taken"] == 2, said(site, batch)
    one = panel(site, "3001")
    assert [(each.zone, each.name) for each in one.detectors] == [("1", "Hall"), ("2", "Kitchen")]
    assert (one.address.split(",")[0], one.interval_s) == ("Storgatan 8", 90)
    assert panel(site, "af").key_notation == "ascii"


def test_an_import_goes_on_where_it_was_killed(committed_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from kokong.intake import batches, taking

    site, lines = committed_site, list[int]()
    rows = "\n".join(f"{4000 + n};{KEY}" for n in range(120))
    with site.cast.acting(site.cast.coordinator):
        batch = intake.upload(importer=PANELS, content=f"Konto;Nyckel\n{rows}".encode(), name="x", now=NOW)
        intake.start(batch_id=batch.pk, mapping=batch.mapping or {})
    real = taking.Taking.take

    def killed(self: Any, line: Any) -> Any:
        lines.append(line.number)
        if len(lines) == 75:
            raise KeyboardInterrupt
        return real(self, line)

    monkeypatch.setattr(taking.Taking, "take", killed)
    job: dict[str, Any] = {
        "municipality_id": site.cast.home.pk, "authority": "municipality", "language": "en", "batch_id": batch.pk,
        "user_id": site.cast.coordinator.user_id,
    }  # fmt: skip
    with pytest.raises(KeyboardInterrupt):
        batches.import_job(**job)
    with site.cast.acting(site.cast.coordinator):
        assert len(api.accounts()) == 1 + 50
    batches.import_job(**job)
    done = again(site, batch)
    assert (done.state, done.counts["taken"], bytes(done.content)) == ("done", 120, b"")


def test_a_column_that_may_change_what_rows_mean_is_asked_about(site: Site) -> None:
    content = f"Konto;Nyckel;Status\n5001;{KEY};uppsagd\n"
    with site.cast.acting(site.cast.coordinator):
        batch = intake.upload(importer=PANELS, content=content.encode(), name="x", now=NOW)
        with pytest.raises(intake.Unreadable, match="in service"):
            intake.start(batch_id=batch.pk, mapping=batch.mapping or {})


def test_a_retired_number_may_be_enrolled_again(committed_site: Site) -> None:
    site = committed_site
    with site.cast.acting(site.cast.coordinator):
        api.retire(account_id=site.account.id, now=NOW)
    assert taken(site, f"Konto;Nyckel\n1234;{HEX}\n").counts["taken"] == 1


@pytest.mark.parametrize(
    ("cell", "text"),
    [("make one", keys.SEALED + "make"), ("ingen", "none"), ("", ""), (HEX, keys.SEALED), ("kort", keys.REFUSED),
     (keys.SEALED + ":hex:x:y", keys.REFUSED), (keys.REFUSED + "x", keys.REFUSED)],
)  # fmt: skip
def test_a_cell_is_sealed_whatever_somebody_wrote_in_it(site: Site, cell: str, text: str) -> None:
    sealed = keys.InFiles().cell(cell, field="key")
    assert sealed.startswith(text)
    assert HEX not in sealed
    assert keys.InFiles().shown(sealed, field="key") in {"•••", "make one", "none", ""}


def test_a_key_is_known_again_after_the_secret_was_changed(
    committed_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = committed_site
    monkeypatch.setenv("KOKONG_ALARM_KEY", "the first secret")
    assert taken(site, f"Konto;Nyckel\n2001;{KEY}\n").counts["taken"] == 1
    monkeypatch.setenv("KOKONG_ALARM_KEY", "the second secret, the first secret")
    with tenancy.scope(municipality_id=site.cast.home.pk, authority="system"):
        models.Account.objects.filter(pk=site.account.id).update(key_sealed=None)
        assert api.reseal_all() == 1
    monkeypatch.setenv("KOKONG_ALARM_KEY", "the second secret")
    assert taken(site, f"Konto;Nyckel\n2001;{KEY}\n").counts["already"] == 1


def test_the_command_line_explains_imports_and_hands_out_keys(committed_site: Site, tmp_path: Any) -> None:
    site, file, out = committed_site, tmp_path / "larm.csv", tmp_path / "keys.csv"
    file.write_text(FILE, encoding="utf-8")
    told = run("alarms", "import", str(file), "-m", "9901", "--explain").stdout
    assert "AES-nyckel" in told
    assert not _leaks(told)
    tried = run("alarms", "import", str(file), "-m", "9901", "--dry-run", "--json").stdout
    assert '"taken": 3' in tried
    assert not _leaks(tried)
    with site.cast.acting(site.cast.coordinator):
        assert len(api.accounts()) == 1
    report = tmp_path / "left.csv"
    done = run("alarms", "import", str(file), "-m", "9901", "--report", str(report)).stdout
    assert "7 rows: 3 taken (0 of them changed), 0 already there, 0 left out, 4 refused." in done
    assert not _leaks(done + report.read_text(encoding="utf-8-sig"))
    assert "1 keys" in run("alarms", "keys", str(out), "-m", "9901").stdout
    assert key_of(panel(site, "2002")).hex().upper() in out.read_text(encoding="utf-8-sig")
    assert out.stat().st_mode & 0o077 == 0
    with pytest.raises(Exception, match="there already"):
        run("alarms", "keys", str(out), "-m", "9901")
    with tenancy.scope(municipality_id=site.cast.home.pk):
        assert handing.waiting() == 0
        assert audit.entries(limit=5)
