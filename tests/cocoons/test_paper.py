"""The printed round: what is on it, and what must not be."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from kokong.kernel import documents
from kokong.measures.cocoons import api
from kokong.measures.cocoons.paper import pages
from kokong.places import on_paper as drawing
from kokong.places.models import Dwelling
from tests.places.town import add_dwelling

from .conftest import Town, Walked


def text_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_a_round_on_paper_has_doors_boxes_and_both_leaflets(town: Town, walked: Walked) -> None:
    with town.cast.acting(town.cast.coordinator):
        content = api.print_round(round_id=walked(town.cocoon()).id, language="en")
    first, *_more, leaflet = text_of(content)
    for shown in (
        "Havsvik",
        "Storgatan 7",
        "Along the street, same side, 20 m",
        "Talked",
        "Come back",
        "Cilla Besökare",
    ):
        assert shown in first
    assert "There has been a burglary near you" in leaflet
    assert "Det har varit ett inbrott" in leaflet
    assert leaflet.count("114 14") == leaflet.count("112") == 2


def test_the_paper_says_whom_to_call(town: Town, walked: Walked) -> None:
    with town.cast.acting(town.cast.coordinator):
        api.save_contact(phone="0480-45 00 00")
        content = api.print_round(round_id=walked(town.cocoon()).id, language="en")
    assert "The coordinator answers other questions: 0480-45 00 00." in text_of(content)[0]


def test_the_leaflet_names_no_home(town: Town, walked: Walked) -> None:
    with town.cast.acting(town.cast.coordinator):
        content = api.print_round(round_id=walked(town.cocoon()).id)
    pages = text_of(content)
    assert "Storgatan" not in pages[-1]
    assert not any("Storgatan 5\n" in page for page in pages), "the burgled home is not on the paper"


def test_the_language_is_the_municipalitys_unless_asked(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        assert "Utrymme" not in (own := text_of(api.print_cocoon(cocoon_id=cocoon.id)))[0]
        assert "Längs gatan" in own[0]
        assert "Along the street" in text_of(api.print_cocoon(cocoon_id=cocoon.id, language="en"))[0]


def test_many_doors_go_over_several_pages_with_the_heading_on_each(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        home = add_dwelling("Torget", "1", unit="lgh 1101", kind="flat", east=900.0)
        for number in range(2, 41):
            add_dwelling("Torget", "1", unit=f"lgh {1100 + number}", kind="flat", east=900.0)
        cocoon = town.cocoon(home.pk, kind="flat")
        pages = text_of(api.print_cocoon(cocoon_id=cocoon.id, language="en"))
    assert len(pages) == 4
    assert all("Not reachable" in page for page in pages[:-1] if "lgh" in page)


def test_no_door_left_is_said_in_words(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        for door in api.doors(cocoon_id=cocoon.id):
            api.drop_door(door_id=door.id, reason="empty")
        with pytest.raises(api.Refused):
            api.print_cocoon(cocoon_id=cocoon.id)
        with pytest.raises(api.RoundMissing):
            api.print_round(round_id=10**9)


def test_the_code_leads_to_the_round(town: Town, walked: Walked, monkeypatch: pytest.MonkeyPatch) -> None:
    links: list[str] = []

    def code(link: str) -> str:
        links.append(link)
        return ""

    monkeypatch.setattr(documents, "code", code)
    monkeypatch.setattr(documents, "typeset", lambda _template, _data: b"%PDF")
    with town.cast.acting(town.cast.coordinator):
        round_ = walked(town.cocoon())
        api.print_round(round_id=round_.id)
    assert links[0].endswith(f"/field/rounds/{round_.id}/")
    assert links[0].startswith("http")


numbers = st.sets(st.integers(1, 60), min_size=1)


@given(numbers)
def test_a_mark_names_all_its_doors(shown: set[int]) -> None:
    told: set[int] = set()
    for part in drawing.label(shown).split(", "):
        first, _, last = part.partition("–")
        told |= set(range(int(first), int(last or first) + 1))
    assert told == shown


places = st.tuples(st.floats(0, 4000), st.floats(0, 4000))


@given(st.lists(places, min_size=1, max_size=40))
def test_every_door_is_inside_the_frame(found: list[tuple[float, float]]) -> None:
    marks = [drawing.Mark(number, x, y) for number, (x, y) in enumerate(found, start=1)]
    shown = drawing.frame(marks)
    for mark in marks:
        x, y = shown.at(mark.x, mark.y)
        assert 0 < x < drawing.WIDTH_MM
        assert 0 < y < drawing.HEIGHT_MM


def test_the_template_ships_with_the_room() -> None:
    assert pages.TEMPLATE.exists()
    assert documents.HOUSE.exists()


def test_names_from_before_texts_were_cleaned_stop_no_paper(
    town: Town, walked: Walked, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = drawing.svg
    odd = "Stor\x07gatan \x1b \ud800 \u202evägen"
    monkeypatch.setattr(
        drawing, "svg", lambda *given: drawn(*given).replace("</svg>", f"<text>{odd}</text></svg>")
    )
    with town.cast.acting(town.cast.coordinator):
        found = walked(town.cocoon())
        Dwelling.objects.filter(pk__in=town.homes).update(street_name="Stor\x07gatan")
        first, *_more = text_of(api.print_round(round_id=found.id, language="en"))
    assert "Stor gatan 7" in first
