"""The pages as people use them, and as the next municipality does not."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.incidents import api
from kokong.intake.models import Batch
from tests.incidents.conftest import PLACEHOLDERS, Town, case_numbers


def given(**changes: Any) -> dict[str, Any]:
    """A filled report form: yesterday evening at Storgatan 1."""
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    usual = {
        "address": "Storgatan 1", "earliest_0": day, "earliest_1": "18:00", "latest_0": day, "latest_1": "22:30",
        "completed": "1", "dwelling_kind": "", "entry_point": "window",
    }  # fmt: skip
    return {**usual, **changes}


def page(response: Any) -> str:
    """The page's text."""
    return str(response.content.decode())


@pytest.fixture
def officer(town: Town) -> Client:
    """The police officer's browser, in English."""
    client = town.cast.client(town.cast.officer)
    client.cookies["kokong_language"] = "en"
    return client


@pytest.fixture
def coordinator(town: Town) -> Client:
    """The coordinator's browser, in English."""
    client = town.cast.client(town.cast.coordinator)
    client.cookies["kokong_language"] = "en"
    return client


def known(town: Town) -> tuple[api.Burglary, ...]:
    """Every burglary at home."""
    with town.cast.acting(town.cast.officer):
        return api.burglaries(states=("draft", "confirmed", "withdrawn"))


def test_an_officer_reports_and_confirms_at_once(town: Town, officer: Client) -> None:
    answer = officer.post(reverse("incidents:report"), given(confirm="1", case_number="5000-k1-26", contact="A"))
    (burglary,) = known(town)
    assert answer.headers["Location"] == f"/burglary/{burglary.id}/"
    assert (burglary.state, burglary.dwelling_kind, burglary.entry_point) == ("confirmed", "house", "window")
    assert timezone.localtime(burglary.latest).strftime("%H:%M") == "22:30"
    with town.cast.acting(town.cast.officer):
        assert api.police_part(burglary_id=burglary.id, purpose=api.Purpose("case")) == api.PolicePart(
            "5000-K1-26", "A"
        )


def test_a_coordinator_reports_a_draft_and_sees_no_police_part(town: Town, coordinator: Client) -> None:
    assert 'name="case_number"' not in page(coordinator.get(reverse("incidents:report")))
    coordinator.post(reverse("incidents:report"), given(confirm="1", case_number="K1-26"))
    (burglary,) = known(town)
    assert burglary.state == "draft"
    with town.cast.acting(town.cast.officer):
        assert api.police_part(burglary_id=burglary.id, purpose=api.Purpose("case")) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"address": "Ingenstans 4"}, "No dwelling has the address"),
        ({"address": ""}, "required"),
        ({"address": "Norra vägen 1"}, "No dwelling has the address"),
        ({"address_id": "999999999999999999", "address": ""}, "No dwelling"),
        ({"address": "Stor\x07gatan"}, "No dwelling has the address"),
        ({"latest_0": "2999-01-01"}, "in the future"),
        ({"earliest_0": "0001-01-01"}, "ten years"),
        ({"latest_0": "2020-01-01"}, "earliest time is after"),
        ({"latest_1": "25:00"}, "valid time"),
        ({"completed": "perhaps"}, "valid choice"),
        ({"contact": "x" * 500}, "at most 400"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    town: Town, officer: Client, changes: dict[str, str], words: str
) -> None:
    answer = officer.post(reverse("incidents:report"), given(**changes))
    assert answer.status_code == 422
    assert words in page(answer)
    assert known(town) == ()


def test_a_chosen_dwelling_counts_unless_the_words_were_changed_afterwards(town: Town, officer: Client) -> None:
    chosen = {"address_id": str(town.homes[4]), "address": "Storgatan 5, 392 32 Havsvik"}
    officer.post(reverse("incidents:report"), given(**chosen))
    officer.post(reverse("incidents:report"), given(**{**chosen, "address": "Storgatan 7"}))
    assert {burglary.dwelling_id for burglary in known(town)} == {town.homes[4], town.homes[6]}


def test_a_duplicate_is_shown_before_saving_and_can_be_another(town: Town, officer: Client) -> None:
    officer.post(reverse("incidents:report"), given())
    answer = officer.post(reverse("incidents:report"), given(latest_1="23:00", confirm="1"))
    assert answer.status_code == 422
    assert "Is it this burglary?" in page(answer)
    assert "Storgatan 1" in page(answer)
    assert len(known(town)) == 1
    officer.post(reverse("incidents:report"), given(latest_1="23:00", another="1"))
    assert len(known(town)) == 2


def test_the_same_case_number_is_never_another(town: Town, officer: Client) -> None:
    officer.post(reverse("incidents:report"), given(case_number="K7-26"))
    answer = officer.post(
        reverse("incidents:report"), given(address="Storgatan 9", case_number="k7-26 ", another="1")
    )
    assert "This case number is already here" in page(answer)
    assert 'name="another" value="1">This' not in page(answer)
    assert len(known(town)) == 1


@pytest.mark.parametrize("said", PLACEHOLDERS)
def test_what_stands_instead_of_a_case_number_is_kept_as_none(town: Town, officer: Client, said: str) -> None:
    officer.post(reverse("incidents:report"), given(case_number=said))
    officer.post(reverse("incidents:report"), given(address="Storgatan 9", case_number=said))
    assert case_numbers(town) == ["", ""]


def test_what_is_no_case_number_is_said_beside_its_field(town: Town, officer: Client) -> None:
    answer = officer.post(reverse("incidents:report"), given(case_number="K12"))
    assert answer.status_code == 422
    assert "K12 is no case number" in page(answer)
    assert known(town) == ()


def test_two_case_numbers_at_one_home_within_a_day_are_asked(town: Town, officer: Client) -> None:
    officer.post(reverse("incidents:report"), given(case_number="5000-K123456-26"))
    asked = officer.post(reverse("incidents:report"), given(case_number="5000-K123999-26"))
    assert "Is it this burglary?" in page(asked)
    assert "Its case number is another." in page(asked)
    assert len(known(town)) == 1
    without = officer.post(reverse("incidents:report"), given(case_number="okänt"))
    assert "Is it this burglary?" in page(without)
    assert "Its case number is another." not in page(without)
    officer.post(reverse("incidents:report"), given(case_number="5000-K123999-26", another="1"))
    assert case_numbers(town) == ["5000-K123456-26", "5000-K123999-26"]


def test_confirming_withdrawing_and_correcting(town: Town, officer: Client) -> None:
    officer.post(reverse("incidents:report"), given(case_number="K7-26", contact="Eva"))
    (draft,) = known(town)
    for _press in range(2):
        assert officer.post(reverse("incidents:confirm", args=[draft.id])).status_code == 302
    corrected = given(address="Storgatan 3", case_number="K7-26", contact="Eva", reason="Wrong number.")
    form = page(officer.get(reverse("incidents:correct", args=[draft.id])))
    assert "K7-26" in form
    assert 'value="Storgatan 1, 392 32 Havsvik"' in form
    officer.post(reverse("incidents:correct", args=[draft.id]), corrected)
    refused = officer.post(reverse("incidents:withdraw", args=[draft.id]), {"reason": "See 5000-K71234-26."})
    assert "Leave the case number out" in page(refused)
    officer.post(reverse("incidents:withdraw", args=[draft.id]), {"reason": "The key was found."})
    again = officer.post(reverse("incidents:correct", args=[draft.id]), {**corrected, "address": "Storgatan 5"})
    assert "has been withdrawn" in page(again)
    with town.cast.acting(town.cast.officer):
        past = api.history(burglary_id=draft.id)
    assert [v.action for v in past] == ["reported", "confirmed", "corrected", "withdrawn"]
    assert past[2].changes == {"dwelling_id": [town.homes[0], town.homes[2]]}
    assert known(town)[0].dwelling_id == town.homes[2]


def test_the_list_filters_and_pages(town: Town, officer: Client, django_assert_max_num_queries: Any) -> None:
    with town.cast.acting(town.cast.officer):
        now = timezone.now()
        for day in range(40):
            at = now - timedelta(days=2 * day + 1)
            api.report(dwelling_id=town.homes[day % 9], earliest=at, latest=at, completed=day % 2 == 0,
                       source="form", now=now)  # fmt: skip
    with django_assert_max_num_queries(30):
        first = page(officer.get(reverse("incidents:list")))
    assert first.count("/burglary/") == 25
    assert "40 burglaries" in first
    assert "15 burglaries" not in first
    second = page(officer.get(reverse("incidents:list"), {"page": "2", "state": "draft"}))
    assert second.count("/burglary/") == 15
    assert "20 burglaries" in page(officer.get(reverse("incidents:list"), {"completed": "0"}))
    until = (timezone.localdate() - timedelta(days=60)).isoformat()
    assert "10 burglaries" in page(officer.get(reverse("incidents:list"), {"until": until}))
    odd = officer.get(reverse("incidents:list"), {"page": "x", "since": "?", "until": "9999-12-31", "kind": "?"})
    assert odd.status_code == 200


def test_the_export_leaves_people_out_unless_asked_and_comes_back_in(town: Town, officer: Client) -> None:
    officer.post(reverse("incidents:report"), given(confirm="1", case_number="K7-26", contact="=HYPERLINK()"))
    plain = officer.get(reverse("incidents:list"), {"as": "csv"}).content.decode("utf-8-sig")
    assert "Storgatan" not in plain
    assert "K7-26" not in plain
    full = officer.get(reverse("incidents:list"), {"as": "csv", "personal": "1"}).content
    (row,) = csv.DictReader(io.StringIO(full.decode("utf-8-sig")), delimiter=";")
    assert row["Address"] == "Storgatan 1, 392 32 Havsvik"
    assert row["Contact with the victim"] == "'=HYPERLINK()"
    with town.cast.acting(town.cast.officer):
        report = api.import_file(path_or_bytes=full, name="x.csv", now=timezone.now())
        assert (report.taken, report.already, report.refused) == (0, 1, 0)
    logged = [entry for entry in town.cast.log(subject="burglary") if entry.action == "burglary.exported"]
    assert [(entry.detail["personal"], len(entry.rows or ()), bool(entry.words)) for entry in logged] == [
        (True, 1, True),
        (False, 1, False),
    ]


def test_a_coordinators_export_has_no_police_part(town: Town, officer: Client, coordinator: Client) -> None:
    officer.post(reverse("incidents:report"), given(case_number="K7-26", contact="Eva"))
    full = coordinator.get(reverse("incidents:list"), {"as": "csv", "personal": "1"}).content.decode("utf-8-sig")
    assert "Storgatan 1" in full
    assert "K7-26" not in full
    assert "Eva" not in full


def urls(burglary_id: int, batch_id: int) -> list[tuple[str, str]]:
    """Every address of this room with an id, and how it is used."""
    return [
        ("post", reverse("incidents:confirm", args=[burglary_id])),
        ("get", reverse("incidents:withdraw", args=[burglary_id])),
        ("post", reverse("incidents:withdraw", args=[burglary_id])),
        ("get", reverse("incidents:correct", args=[burglary_id])),
        ("post", reverse("incidents:correct", args=[burglary_id])),
        ("get", reverse("intake:columns", args=["burglaries", batch_id])),
        ("post", reverse("intake:columns", args=["burglaries", batch_id])),
        ("get", reverse("intake:progress", args=["burglaries", batch_id])),
        ("post", reverse("intake:resume", args=["burglaries", batch_id])),
        ("get", reverse("intake:left-csv", args=["burglaries", batch_id])),
        ("get", reverse("intake:left-xlsx", args=["burglaries", batch_id])),
    ]


def test_the_next_municipality_gets_404_everywhere(town: Town, officer: Client) -> None:
    """Its officer: the role is right, the municipality is not."""
    from tests.cast import _actor

    officer.post(reverse("incidents:report"), given())
    file = io.BytesIO(b"Address;From\nStorgatan 3;2026-01-01 18:00\n")
    file.name = "b.csv"
    officer.post(reverse("intake:upload", args=["burglaries"]), {"file": file})
    with town.cast.acting(town.cast.officer):
        batch = Batch.objects.get()
    stranger = town.cast.client(_actor(town.cast.elsewhere, "officer", "Ivar Annanpolis"))
    for method, url in urls(known(town)[0].id, batch.pk):
        assert getattr(stranger, method)(url).status_code == 404, url
    assert "Storgatan" not in page(stranger.get(reverse("incidents:list")))
    assert (
        "Storgatan" not in stranger.get(reverse("incidents:list"), {"as": "csv", "personal": "1"}).content.decode()
    )


@pytest.mark.parametrize("who", ["visitor", "contact_person", "resident", "auditor"])
def test_others_may_not_see_or_change_burglaries(town: Town, officer: Client, who: str) -> None:
    officer.post(reverse("incidents:report"), given())
    client = town.cast.client(getattr(town.cast, who))
    for method, url in urls(known(town)[0].id, 1):
        assert getattr(client, method)(url).status_code == 403, url
    for name in ("list", "report", "news"):
        assert client.get(reverse(f"incidents:{name}")).status_code == 403
    for url in (reverse("intake:upload", args=["burglaries"]), reverse("intake:list")):
        assert client.get(url).status_code == 403


def test_a_coordinator_may_not_confirm(town: Town, coordinator: Client) -> None:
    coordinator.post(reverse("incidents:report"), given())
    assert coordinator.post(reverse("incidents:confirm", args=[known(town)[0].id])).status_code == 403
    assert known(town)[0].state == "draft"


def test_without_sign_in_one_is_asked_to_sign_in(town: Town) -> None:
    assert "/account/" in Client().get(reverse("incidents:list")).headers["Location"]


def test_an_officers_file_is_not_the_coordinators(town: Town, officer: Client, coordinator: Client) -> None:
    file = io.BytesIO(b"Address;From;Case number\nStorgatan 3;2026-01-01 18:00;K1-26\n")
    file.name = "b.csv"
    url = officer.post(reverse("intake:upload", args=["burglaries"]), {"file": file}).headers["Location"]
    assert officer.get(url).status_code == 200
    assert coordinator.get(url).status_code == 404
