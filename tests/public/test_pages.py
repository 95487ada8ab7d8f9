"""Public pages: nobody sees one before it is published, and then everybody sees the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kokong.kernel import public
from kokong.kernel.fields import Point
from kokong.people.api import Actor
from kokong.public.middleware import SHARED
from kokong.public.models import Publication
from tests.cast import Cast
from tests.everything import CASE_NUMBER, CONTACT, build_everything
from tests.keeping import rule
from tests.signs.conftest import Street, build_street

PAGE = "/k/havsvik/sign-streets/"
NAMES = [page.name for page in public.pages()]


def press(cast: Cast, name: str, button: str = "publish", who: Actor | None = None) -> Any:
    return cast.client(who or cast.coordinator).post(f"/public-pages/{name}/{button}/", follow=True)


@pytest.fixture
def street(cast: Cast) -> Street:
    return build_street(cast)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_nobodys_until_it_is_published_and_again_once_it_is_taken_back(cast: Cast, name: str) -> None:
    reader, address = Client(), f"/k/havsvik/{name}/"
    assert reader.get(address).status_code == 404
    assert "Everybody can read it now." in press(cast, name).content.decode()
    assert reader.get(address).status_code == 200
    assert reader.get("/k/9902/" + name + "/").status_code == 404
    assert "taken back" in press(cast, name, "withdraw").content.decode()
    assert reader.get(address).status_code == 404


def test_an_answer_is_the_same_for_everybody_and_leaves_nothing_in_the_browser(street: Street) -> None:
    cast = street.cast
    street.up()
    press(cast, "sign-streets")
    stranger = cast.client(cast.stranger)
    stranger.cookies["kokong_language"] = "en"
    answers = [Client().get(PAGE), Client().get(PAGE, headers={"accept-language": "en"}), stranger.get(PAGE),
               cast.client(cast.coordinator).get(PAGE, headers={"authorization": "Basic eDp5"})]  # fmt: skip
    assert len({answer.content for answer in answers}) == 1
    for answer in answers:
        assert answer["Cache-Control"] == SHARED
        assert answer["Vary"] == "Accept-Encoding"
        assert answer["Content-Language"] == "sv"
        assert not answer.cookies
    known = Client().get(PAGE, headers={"if-none-match": answers[0]["ETag"]})
    assert (known.status_code, known.content, known["Cache-Control"]) == (304, b"", SHARED)
    assert cast.client(cast.coordinator).get("/signs/")["Cache-Control"] == "private, no-store"


def test_what_is_not_there_is_kept_by_nobody_and_answers_alike(cast: Cast) -> None:
    press(cast, "signs")
    for asked in (
        ("1234", "1234/signs", "9902"),
        ("havsvik/nothing", "havsvik/sign-streets", "havsvik/no/such/page"),
    ):
        found = [Client().get(f"/k/{path}/") for path in asked]
        assert {(each.status_code, each["Cache-Control"]) for each in found} == {(404, "no-store")}
        assert len({each.content for each in found}) == 1
    assert not any(each.cookies for each in found)
    assert Client().post("/k/havsvik/signs/").status_code in {403, 405}
    assert Client().head("/k/havsvik/signs/").status_code == 200


def test_it_is_in_the_municipalitys_language_or_the_one_that_is_asked_for(cast: Cast) -> None:
    press(cast, "signs")
    asked = {each: Client().get("/k/havsvik/signs/", {"language": each}) for each in ("", "sv", "en", "xx")}
    assert {each: answer["Content-Language"] for each, answer in asked.items()} == {
        "": "sv", "sv": "sv", "en": "en", "xx": "sv",
    }  # fmt: skip
    assert "Vad skyltarna på gatorna betyder" in asked[""].content.decode()
    assert "What the signs in the streets mean" in asked["en"].content.decode()
    site = Client().get("/k/havsvik/", {"language": "en"}).content.decode()
    assert "/k/havsvik/signs/?language=en" in site


def test_streets_are_named_where_signs_stand_and_small_ones_are_not(street: Street) -> None:
    cast = street.cast
    street.up()
    street.up(kind="watch")
    street.planned()
    street.up(point=Point(street.spot.x + 9_000, street.spot.y))
    press(cast, "sign-streets")
    said = " ".join(Client().get(PAGE, {"language": "en"}).content.decode().split())
    assert "Storgatan" in said
    assert "Neighbourhood watch: 1, Warning of burglaries: 1" in said
    assert "1 sign stands by a small street or a road." in said
    press(cast, "signs")
    assert "2 such signs stand here now." in Client().get("/k/havsvik/signs/?language=en").content.decode()


def test_a_street_of_a_few_homes_is_not_named(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    from kokong.measures.signs import public as shown

    street.up()
    press(street.cast, "sign-streets")
    monkeypatch.setattr(shown, "FEWEST", 13)
    said = Client().get(PAGE).content.decode()
    assert "Storgatan" not in said
    assert "1 skylt står vid en liten gata" in said


@pytest.mark.parametrize("name", NAMES)
def test_no_person_and_no_home_is_on_any_page(cast: Cast, name: str) -> None:
    build_everything(cast)
    press(cast, name)
    for language in ("sv", "en"):
        said = Client().get(f"/k/havsvik/{name}/?language={language}").content.decode()
        said = said.replace('"@context"', "").replace('"@type"', "")
        people = [getattr(cast, each) for each in vars(cast) if isinstance(getattr(cast, each), Actor)]
        hidden = [CASE_NUMBER, CONTACT, "Ägare Ek", "0480-45", "Lyktstolpen", "Malmen", "@",
                  *(f"Storgatan {number}" for number in range(1, 13)), *(who.name for who in people)]  # fmt: skip
        assert [each for each in hidden if each in said] == []


def test_nothing_of_the_next_municipality_is_counted(street: Street) -> None:
    cast = street.cast
    street.up()
    press(cast, "signs")
    press(cast, "signs", who=cast.stranger)
    address = "/k/{}/signs/?language=en"
    assert "1 such sign stands" in Client().get(address.format("havsvik")).content.decode()
    assert "1 such sign stands" not in Client().get(address.format("norrsund")).content.decode()


def test_publishing_is_the_coordinators_and_a_line_of_the_log(cast: Cast) -> None:
    assert press(cast, "signs", who=cast.officer).status_code == 403
    assert press(cast, "signs", who=cast.visitor).status_code == 403
    for _ in range(2):
        press(cast, "signs")
    assert press(cast, "nothing").status_code == 404
    for _ in range(2):
        press(cast, "signs", "withdraw")
    lines = [(each.action, each.detail) for each in cast.log(subject="public_page")]
    assert lines == [("page.withdrawn", {"page": "signs"}), ("page.published", {"page": "signs"})]
    said = cast.client(cast.auditor).get("/log/?subject=public_page").content.decode()
    assert "What the signs in the streets mean" in said


def test_it_is_looked_at_before_it_is_published(street: Street) -> None:
    cast = street.cast
    street.up()
    answer = cast.client(cast.officer).get("/public-pages/sign-streets/")
    assert "This is how everybody would see the page now." in answer.content.decode()
    assert "Storgatan" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert cast.client(cast.officer).get("/public-pages/nothing/").status_code == 404
    assert cast.client(cast.visitor).get("/public-pages/signs/").status_code == 403
    assert "Nobody outside sees it." in cast.client(cast.officer).get("/public-pages/").content.decode()


def test_who_published_it_is_forgotten_and_the_page_stays(cast: Cast) -> None:
    press(cast, "signs")
    with cast.acting(cast.coordinator):
        assert rule("who published pages").apply(timezone.now() + timedelta(days=1), False) == 1
        assert Publication.objects.get().published_by is None
    assert Client().get("/k/havsvik/signs/").status_code == 200
