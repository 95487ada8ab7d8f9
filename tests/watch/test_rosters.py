"""Rosters in and out: what a list may say, what it never does, and that what comes out goes in again."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from kokong import tables
from kokong.intake import api as intake
from kokong.measures.watch import api, links
from kokong.measures.watch.models import Household, Member
from kokong.measures.watch.rosters import cells, exporting, telling
from kokong.measures.watch.rosters.importing import ROSTERS
from kokong.people import api as people
from tests.cast import Cast
from tests.watch.conftest import Village, build_village
from tests.worker import run_jobs

LIST = """Grupp;Adress;Svar;Sedan;Namn;E-post;Telefon;Kontaktombud;Samtycker till e-post
Storgatan;Storgatan 3;ja;2024-03-01;Nora Granne;nora@granne.example;070-174 06 33;ja;2024-03-01
Storgatan;Storgatan 3;ja;2024-03-01;Nils Granne;;;;ja
Storgatan;Storgatan 5;nej;2024-03-01;Berit Bort;berit@granne.example;;;
Storgatan;Storgatan 7;;;;;;;
;Storgatan 9;;;Ali Under;;;;nej
"""


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Anna Berg", True, False),
        ("Anna-Karin von Örn", True, False),
        ("O’Neill Siân", True, False),
        ("Storgatan 3", False, True),
        ("Storgatan 3 B, 392 32 Havsvik", False, True),
        ("Norrgården", False, False),
        ("Anna Berg 2", False, True),
        ("", False, False),
    ],
)
def test_a_name_in_the_place_of_an_address_is_known_for_one(text: str, name: bool, place: bool) -> None:
    assert (cells.is_name(text), cells.is_place(text)) == (name, place)


def test_what_a_list_says_of_consent_is_kept_with_its_day() -> None:
    kept = cells.as_claims([("email", date(2024, 3, 1)), ("sms", None)])
    assert kept == "email=2024-03-01 sms="
    assert cells.claims(kept) == {"email": date(2024, 3, 1), "sms": None}
    assert cells.claims("") == {}


def test_a_name_is_the_same_in_whatever_order() -> None:
    assert cells.same_name("Granne, Nora", "nora GRANNE")
    assert not cells.same_name("Nora Granne", "Nora")


def taken(village: Village, content: str | bytes, **more: Any) -> intake.Report:
    """What an import came to."""
    body = content if isinstance(content, bytes) else content.encode()
    with village.cast.acting(village.cast.coordinator):
        return intake.import_file(importer=ROSTERS, path_or_bytes=body, name="lista.csv", now=village.now, **more)


def row(village: Village, **cells: str) -> str:
    """Why one row was not taken; empty where it was."""
    said = {"Grupp": "Storgatan", "Adress": "Storgatan 3", "Namn": "Nora Granne", **cells}
    done = taken(village, ";".join(said) + "\n" + ";".join(said.values()) + "\n")
    return done.left[0].message if done.left else ""


def test_a_list_is_taken_in_and_nobody_consents_by_it(village: Village) -> None:
    done = taken(village, LIST)
    assert (done.taken, done.refused, [each.message for each in done.told]) == (
        5, 0, ["Taken without names: the home is not in the group."],
    )  # fmt: skip
    with village.cast.acting(village.cast.coordinator):
        found = Member.objects.order_by("pk")
        assert [(m.name, m.role, m.source, m.claimed, m.proven) for m in found] == [
            ("Nora Granne", "contact", "list", "email=2024-03-01", None),
            ("Nils Granne", "member", "list", "email=", None),
            ("Ali Under", "member", "list", "", None),
        ]
        assert not people.consent.holding(kind="watch_member", purpose="watch.email")
        states = dict(Household.objects.values_list("dwelling_id", "state"))
        assert states == {
            village.homes[2].pk: "joined", village.homes[4].pk: "declined", village.homes[6].pk: "joined",
            village.homes[8].pk: "joined",
        }  # fmt: skip
    assert village.group().joined == 3
    again = taken(village, LIST)
    assert (again.taken, again.already, again.refused) == (0, 5, 0)
    assert not mail.outbox


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_comes_out_goes_in_again_as_it_was(village: Village, kind: str, language: str) -> None:
    taken(village, LIST)
    with village.cast.acting(village.cast.coordinator), override(language):
        before = exporting.table()
        file = tables.as_xlsx(before) if kind == "xlsx" else tables.as_csv(before).encode("utf-8-sig")
    with override(language):
        assert (taken(village, file).already, len(before)) == (5, 6)
        with village.cast.acting(village.cast.coordinator):
            Member.objects.all().delete()
            Household.objects.all().delete()
        done = taken(village, file)
    assert (done.taken, done.left) == (5, ())
    with village.cast.acting(village.cast.coordinator), override(language):
        assert _plain(exporting.table()) == _plain(before)


def _plain(found: list[list[object]]) -> list[list[object]]:
    """A yes has lost its day on the way out, which says itself that it is no consent."""
    return [[*row[:3], *row[3:]] for row in found]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"Adress": "Storgatan 3x9"}, "No dwelling has the address"),
        ({"Adress": "Storgatan 3, 600 00 Norrsund"}, "names a town or postcode"),
        ({"Adress": "Nora Granne", "Namn": "Nora"}, "looks like a name"),
        ({"Namn": "Storgatan 3"}, "looks like an address"),
        ({"Adress": ""}, "no address"),
        ({"Adress": "Ekvägen 3"}, "does not lie in the group's area"),
        ({"Grupp": "Storgattan"}, "no group called “Storgattan”. Do you mean “Storgatan”?"),
        ({"Kommun": "Norrsund"}, "The row is of Norrsund"),
        ({"E-post": "nora"}, "no e-mail address"),
        ({"Namn": "", "Telefon": "070-174 06 33"}, "contact details but no name"),
        ({"Sedan": "2099-01-01"}, "in the future"),
        ({"Svar": "kanske"}, "can't be understood"),
        ({"Samtycker till sms": "kanske"}, "can't be understood"),
        ({"Skyddad": "ja"}, "protected"),
        ({"Kommun": "Havsviks kommun", "Skyddad": "nej"}, ""),
    ],
)
def test_a_row_that_can_not_be_meant_says_why(village: Village, cells: dict[str, str], why: str) -> None:
    said = row(village, **cells)
    assert why in said if why else not said
    assert village.group().joined == (0 if why else 1)


def test_a_member_of_another_group_is_not_put_into_a_second(village: Village) -> None:
    village.joins(2, "Nora Granne", email="nora@granne.example")
    with village.cast.acting(village.cast.coordinator):
        api.add_person(
            group_id=village.other_id, dwelling_id=village.others[2].pk,
            draft=api.Draft("Eva Ek", email="eva@ek.example"), now=village.now,
        )  # fmt: skip
    why = row(village, Namn="Eva Ek", **{"E-post": "EVA@ek.example"})
    assert why.startswith("Is in the group “Ekvägen” already, and the list says “Storgatan”.")
    assert "Somebody else in the group has that" in row(village, Namn="Bo", **{"E-post": "nora@granne.example"})
    assert "with other details" in row(village, Telefon="070-174 06 33")
    assert village.group().joined == 1


def test_an_old_list_brings_nobody_back(village: Village) -> None:
    number = village.joins(2)
    with village.cast.acting(village.cast.coordinator):
        api.remove(member_id=number, now=village.now)
        api.answer(group_id=village.group_id, dwelling_id=village.homes[4].pk, state="declined", now=village.now)
    assert "somebody of it left" in row(village)
    assert "somebody of it left" in row(village, Sedan="2024-03-01")
    assert "The home declined" in row(village, Adress="Storgatan 5", Namn="Berit Bort")
    assert "has answered otherwise" in row(village, Adress="Storgatan 5", Namn="", Svar="ja")
    village.joins(6, "Olle")
    assert "People of the home are in the group" in row(
        village, Adress="Storgatan 7", Namn="", Svar="nej", Sedan=village.now.date().isoformat()
    )
    assert village.group().joined == 1


def test_columns_that_change_what_rows_mean_must_be_decided_and_an_address_is_needed(village: Village) -> None:
    head = "Grupp;Adress;Namn;Utträdd;Samtycke\nStorgatan;Storgatan 3;Nora;2025-01-01;ja\n"
    with pytest.raises(intake.Unreadable, match=r"belong to the group still.*What did they agree to"):
        taken(village, head)
    done = taken(village, head, decisions=intake.decided_as(aside=["Utträdd", "Samtycke"]))
    assert done.taken == 1
    with pytest.raises(intake.Unreadable, match="No column gives Address"):
        taken(village, "Grupp;Namn\nStorgatan;Nora\n")


def test_the_worker_takes_a_coordinators_list_and_they_are_told_by_one_letter(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    with village.cast.acting(village.cast.coordinator):
        batch = intake.upload(importer=ROSTERS, content=LIST.encode(), name="lista.csv", now=village.now)
        intake.start(batch_id=batch.pk, mapping=batch.mapping or {})
    run_jobs()
    with village.cast.acting(village.cast.coordinator):
        batch.refresh_from_db()
        assert dict(batch.counts) == {"taken": 5, "already": 0, "aside": 0, "refused": 0, "waiting": 0}
    browser = village.cast.client(village.cast.coordinator)
    page = reverse("watch:roster", args=[village.group_id])
    assert "1 person has not been told" in browser.get(page).content.decode()
    tell = reverse("watch:roster-tell", args=[village.group_id])
    browser.post(tell)
    browser.post(tell)
    run_jobs()
    assert [letter.subject for letter in mail.outbox] == ["Du står på en grannsamverkansgrupps lista"]
    assert "has not been told" not in browser.get(page).content.decode()
    with village.cast.acting(village.cast.coordinator):
        nora = Member.objects.get(email="nora@granne.example")
        secret = links.secret_of(nora, "own")
    assert links.lasts(nora, "own") == timedelta(days=14)
    browser.post(reverse("watch:agree", args=[secret]), {"wants": ["email"]})
    with village.cast.acting(village.cast.coordinator):
        nora.refresh_from_db()
        assert (nora.claimed, nora.proven is not None) == ("", True)
        assert people.consent.holds(subject=("watch_member", nora.pk), purpose="watch.email")
        assert not telling.untold(group_id=village.group_id)


def test_the_pages_give_the_files(village: Village) -> None:
    taken(village, LIST)
    browser = village.cast.client(village.cast.coordinator)
    assert "Import a list" in browser.get(reverse("watch:rosters")).content.decode()
    all_of_them = browser.get(reverse("watch:rosters-file"))
    assert all_of_them.content.decode("utf-8-sig").count("Nora Granne") == 1
    one = browser.get(reverse("watch:roster-file", args=[village.group_id]), {"as": "xlsx"})
    assert one["Content-Disposition"].endswith('.xlsx"')
    assert browser.get(reverse("watch:roster-file", args=[10**9])).status_code == 404
    assert village.cast.client(village.cast.visitor).get(reverse("watch:rosters-file")).status_code == 403
