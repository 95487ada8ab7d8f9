"""The situational picture: counted live, frozen for good, and honest about what has changed since."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import shapely
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override
from pypdf import PdfReader

from kokong.incidents.models import Burglary, PolicePart
from kokong.ledger import api as ledger
from kokong.measures.cooperation import api
from kokong.measures.cooperation.picture import counting, freezing, paper, reading
from kokong.measures.cooperation.picture.models import PictureVersion
from kokong.measures.cooperation.picture.periods import twelve_months
from kokong.measures.cooperation.picture.values import Refused, Text, VersionMissing
from kokong.people.api import Actor
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import ORIGIN, add_row_of_houses

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TEXT = Text("Flest i november.", "Många flyttar in.", "Bakdörrar vid skogen.", "Gå runt dörrarna i oktober.")


@dataclass(frozen=True)
class Town:
    """Thirty houses in one area, four in another."""

    cast: Cast
    homes: tuple[Any, ...]
    areas: tuple[int, int]

    def burglary(self, home: int, when: datetime, **more: Any) -> Burglary:
        """A confirmed one, known to two hours."""
        usual: dict[str, Any] = {
            "dwelling_id": self.homes[home].pk, "earliest": when - timedelta(hours=2), "latest": when,
            "completed": True, "dwelling_kind": "house", "entry_point": "door", "source": "form",
            "state": "confirmed", "reported_at": when, "confirmed_at": when,
        }  # fmt: skip
        return Burglary.objects.create(**usual | more)

    def write(self, text: Text = TEXT) -> None:
        """The analysts' text, over what is there."""
        with self.cast.acting(self.cast.coordinator) as actor:
            api.write_picture(text=text, edition=api.picture_draft().edition, user_id=actor.user_id, now=NOW)

    def freeze(self, after: int = 0, actor: Actor | None = None, now: datetime = NOW) -> int:
        """A version after another."""
        with self.cast.acting(actor or self.cast.coordinator) as who:
            return api.freeze_picture(after=after, user_id=who.user_id, now=now)


@pytest.fixture
def town(cast: Cast) -> Iterator[Town]:
    counting.forget()
    with cast.acting(cast.coordinator):
        homes = tuple(add_row_of_houses(34))
        boxes = ((-5.0, 305.0), (310.0, 400.0))
        areas = [
            places.make_area(
                name=name, kind="drawn", now=datetime(2020, 1, 1, tzinfo=UTC),
                shape=shapely.box(ORIGIN.x + west, ORIGIN.y - 5, ORIGIN.x + east, ORIGIN.y + 30),
            ).area_id
            for name, (west, east) in zip(("Malmen", "Hörnet"), boxes, strict=True)
        ]  # fmt: skip
    found = Town(cast, homes, (areas[0], areas[1]))
    with cast.acting(cast.officer):
        for number in range(24):  # one a fortnight, each at a home of its own
            found.burglary(number, NOW - timedelta(days=14 * number + 2, hours=2))
    yield found
    counting.forget()


def parts(town: Town, actor: Actor | None = None, language: str = "en") -> dict[str, Any]:
    """The live picture's parts by code."""
    with town.cast.acting(actor or town.cast.coordinator), override(language):
        return {each.code: each for each in counting.said(counting.numbers(twelve_months(NOW.date())))}


def test_every_part_says_a_sentence_and_its_source_in_both_languages(town: Town) -> None:
    for language in ("en", "sv"):
        found = parts(town, language=language)
        assert {"kinds", "years", "season", "hours", "ways_in", "near", "areas", "delivered", "coverage", "watch",
                "marking", "home_checks", "walks"} <= set(found)  # fmt: skip
        assert all(each.body.sentence and each.source and each.title for each in found.values())
    assert (
        "24 burglaries of homes were confirmed; in the same time a year before 0"
        in parts(town)["kinds"].body.sentence
    )
    assert "24 bostadsinbrott" in parts(town, language="sv")["kinds"].body.sentence


def test_a_week_by_the_hour_adds_up_and_needs_enough(town: Town) -> None:
    table = parts(town)["hours"].body.heat
    assert (len(table), {len(line) for line in table}) == (7, {24})
    assert sum(map(sum, table)) == pytest.approx(24, abs=0.5)
    with town.cast.acting(town.cast.officer):
        for row in Burglary.objects.order_by("pk")[:10]:
            Burglary.objects.filter(pk=row.pk).update(state="withdrawn")
    counting.forget()
    assert parts(town)["hours"].body.heat == ()


def test_what_comes_near_an_earlier_one_is_counted_by_place_and_time(town: Town) -> None:
    before = parts(town)["near"].body.sentence
    with town.cast.acting(town.cast.officer):
        first = NOW - timedelta(days=60)
        town.burglary(30, first)
        town.burglary(31, first + timedelta(days=3))
        town.burglary(32, first + timedelta(days=3), dwelling_id=None)  # its home is forgotten
    counting.forget()
    after = parts(town)["near"].body.sentence
    assert before != after
    assert " of 26 " in after  # the one without a home says nothing of nearness
    assert "27 burglaries" in parts(town)["kinds"].body.sentence


def test_areas_of_few_homes_and_few_burglaries_are_not_told_apart(town: Town) -> None:
    said = parts(town)["areas"].body
    assert [row.label for row in said.rows] == ["Malmen"]  # the corner has four homes
    with town.cast.acting(town.cast.officer):
        Burglary.objects.filter(pk__in=Burglary.objects.order_by("pk").values_list("pk")[:21]).update(
            state="draft"
        )
    counting.forget()
    (row,) = parts(town)["areas"].body.rows
    assert (row.said, row.value) == ("1–4", None)


def test_it_is_never_older_than_the_last_burglary(town: Town) -> None:
    assert "24 burglaries" in parts(town)["kinds"].body.sentence
    with town.cast.acting(town.cast.officer):
        town.burglary(3, NOW - timedelta(hours=3))
    assert "25 burglaries" in parts(town)["kinds"].body.sentence


def test_another_municipality_sees_nothing_of_it(town: Town) -> None:
    parts(town)
    assert parts(town, town.cast.stranger)["kinds"].body.sentence.startswith("0 burglaries")
    town.write()
    town.freeze()
    with town.cast.acting(town.cast.stranger):
        assert reading.versions() == ()
        with pytest.raises(VersionMissing):
            reading.version(number=1)


def test_both_authorities_freeze_the_same_and_nothing_of_the_police_alone(town: Town) -> None:
    with town.cast.acting(town.cast.officer):
        PolicePart.objects.create(
            burglary=Burglary.objects.earliest("pk"),
            case_number="5000-K123456-26",
            contact="Anna 070",
            written=NOW,
        )
    town.write()
    town.freeze(0, town.cast.officer)
    town.freeze(1, town.cast.coordinator)
    with town.cast.acting(town.cast.coordinator):
        first, second = (reading.version(number=number) for number in (1, 2))
        kept = str(PictureVersion.objects.values_list("contents", flat=True)[0])
    assert first.numbers == second.numbers
    assert "K123456" not in kept
    assert "Anna" not in kept


def test_a_frozen_picture_stays_and_the_page_says_what_is_otherwise_today(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        for number in range(3):
            ledger.deliver(
                measure="walk", source="test", source_id=str(number), on=NOW - timedelta(days=40 + number),
                point=ORIGIN,
            )  # fmt: skip
    town.write()
    town.freeze()
    with town.cast.acting(town.cast.coordinator), override("en"):
        assert reading.since_then(reading.version(number=1), "en") == ()
        ledger.retract(source="test", source_id="1")
        ledger.deliver(measure="walk", source="test", source_id="later", on=NOW + timedelta(days=3), point=ORIGIN)
        found = reading.version(number=1)
        (changed,) = reading.since_then(found, "en")
        delivered = next(each for each in found.said("en") if each.code == "delivered")
    assert (changed.changed[0].first, changed.changed[0].second) == ("3", "2")
    assert delivered.body.rows[0].said == "3"
    page = town.cast.client(town.cast.coordinator).get("/cooperation/picture/1/").content.decode()
    assert "would be otherwise today" in page


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cooperation_pictureversion SET contents = '{}'",
        "UPDATE cooperation_pictureversion SET text = '{}', user_id = NULL",
        "UPDATE cooperation_pictureversion SET number = 7",
    ],
)
def test_the_database_refuses_to_change_it(town: Town, change: str) -> None:
    town.write()
    town.freeze()
    with town.cast.acting(town.cast.coordinator), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(change)
    with town.cast.acting(town.cast.coordinator):
        assert PictureVersion.objects.update(user_id=None) == 1  # who it was may be forgotten


def test_of_two_who_freeze_after_the_same_version_the_second_is_told(town: Town) -> None:
    town.write()
    assert town.freeze(0) == 1
    with pytest.raises(Refused, match="version 1"):
        town.freeze(0, town.cast.officer)
    assert town.freeze(1, town.cast.officer) == 2


def test_two_at_the_very_same_moment_make_one_version(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have read that there is none; the database lets one of them in."""
    town.write()
    town.freeze()
    numbers = iter([0, 1])  # what the second read before the first was done, and what it reads to say so
    monkeypatch.setattr(reading, "last_number", lambda: next(numbers))
    with pytest.raises(Refused, match="version 1"):
        town.freeze(0, town.cast.officer)


def test_without_conclusions_nothing_is_frozen(town: Town) -> None:
    town.write(replace(TEXT, conclusions="  "))
    with pytest.raises(Refused, match="conclusions"):
        town.freeze()


def test_nobody_overwrites_anothers_text(town: Town) -> None:
    town.write()
    with town.cast.acting(town.cast.officer), pytest.raises(Refused):
        freezing.write(text=Text(conclusions="Annat"), edition=0, user_id=None, now=NOW)
    with town.cast.acting(town.cast.officer):
        assert api.picture_draft().text == TEXT


def test_two_versions_side_by_side_show_what_differs(town: Town) -> None:
    town.write()
    town.freeze()
    with town.cast.acting(town.cast.officer):
        town.burglary(5, NOW - timedelta(days=1), dwelling_kind="flat")
    town.write(replace(TEXT, conclusions="Gå runt i trapphusen."))
    town.freeze(1)
    with town.cast.acting(town.cast.coordinator):
        first, second = (reading.version(number=number) for number in (1, 2))
        found = {each.title: each for each in reading.beside(first.said("en"), second.said("en"))}
    assert [line.label for line in found["Burglaries by kind of home"].changed] == ["Flat"]
    page = town.cast.client(town.cast.coordinator).get("/cooperation/picture/2/beside/1/").content.decode()
    assert "Gå runt i trapphusen." in page
    assert page.index("Version 1") < page.index("Version 2")


def test_the_document_and_the_slides_say_the_same(town: Town) -> None:
    town.write()
    town.freeze()
    with town.cast.acting(town.cast.coordinator), override("sv"):
        found = reading.version(number=1)
        made = {"report": paper.report(found, language="sv"), "slides": paper.slides(found, language="sv")}
    for content in made.values():
        said = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
        assert "Gå runt dörrarna i oktober." in said
        assert "24 bostadsinbrott" in said
    width, height = PdfReader(BytesIO(made["slides"])).pages[0].mediabox[2:]
    assert float(width) / float(height) == pytest.approx(16 / 9, abs=0.01)


def test_other_programs_read_what_was_frozen(town: Town) -> None:
    town.write()
    town.freeze()
    browser = town.cast.client(town.cast.coordinator)
    (head,) = browser.get("/api/v1/pictures/").json()
    assert (head["version"], head["since"], head["before"]) == (1, "2025-12-01", "2026-11-21")
    whole = browser.get("/api/v1/pictures/1?language=en").json()
    kinds = next(each for each in whole["parts"] if each["code"] == "kinds")
    assert (kinds["numbers"]["now"], kinds["title"]) == (24, "Burglaries by kind of home")
    assert whole["conclusions"] == TEXT.conclusions
    assert browser.get("/api/v1/pictures/2").status_code == 404
    assert town.cast.client(town.cast.visitor).get("/api/v1/pictures/").status_code == 403
