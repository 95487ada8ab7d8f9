"""The page: published by a coordinator, read by everybody, told nothing."""

import gzip
import json
import re
from html import unescape

import pytest
from django.test import Client

from kokong.kernel import built
from kokong.measures.homecheck.sheet import sheet
from tests.cast import Cast

PAGE = "/k/havsvik/home-check/"


@pytest.fixture
def published(cast: Cast) -> Cast:
    cast.client(cast.coordinator).post("/public-pages/home-check/publish/")
    return cast


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("end", "language", "says"),
    [
        ("", "sv", "Vilket lås har ytterdörren?"), ("?language=en", "en", "What lock does the front door have?"),
        ("lattlast/", "sv-easy", "Vilket lås har din ytterdörr?"),
    ],
)  # fmt: skip
def test_it_is_read_in_three_ways_and_works_out_its_result_in_each(
    published: Cast, end: str, language: str, says: str
) -> None:
    content = page(PAGE + end)
    assert says in content
    found = re.search(r'data-sheet="([^"]*)"', content)
    assert found
    computed = json.loads(unescape(found[1]))["questions"]
    assert [each["id"] for each in computed] == [each.id for each in sheet().questions]
    steps = {choice["step"]["says"] for each in computed for choice in each["choices"] if "step" in choice}
    known = [choice.step for each in sheet().questions for choice in each.choices if choice.step]
    assert steps == {each.says[language] for each in known}
    assert "ask" not in computed[0], "what is asked is sent twice"


def test_articles_say_more_once_the_municipality_shows_them(published: Cast) -> None:
    assert "data-article" not in page(PAGE)
    published.client(published.coordinator).post("/public-pages/advice/publish/")
    for end, title in (("", "Fönster"), ("?language=en", "Windows")):
        found = re.search(r'data-article="windows"\s+href="([^"]+)">([^<]*)<', page(PAGE + end))
        assert found
        assert (title in found[2], "/k/havsvik/advice/windows/" in found[1]) == (True, True)
        assert Client().get(unescape(found[1])).status_code == 200


def test_below_it_is_nothing_else(published: Cast) -> None:
    assert Client().get(f"{PAGE}svar/").status_code == 404


def test_no_form_leads_to_the_server(published: Cast) -> None:
    content = page(PAGE)
    assert "method=" not in content.split("<main", 1)[1].split("</main", 1)[0]
    assert Client().post(PAGE, {"door-lock": "latch"}).status_code == 405


def test_the_page_is_light(published: Cast) -> None:
    content = page(PAGE)
    assert len(gzip.compress(content.encode(), 6)) < 12_000
    assert re.findall(r"kokong/(\w+)[.\w]*css", content) == ["light", "site", "homecheck"]
    assert "@font-face" not in built.built("light.css").read_text(encoding="utf-8")
