"""Pieces of a site on other websites: which may show them, what a frame is told, and what a web editor pastes."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kokong.public import api as public
from kokong.public import rules
from kokong.texts import seasons
from tests.cast import Cast
from tests.public.test_pages import press

ADDRESS = "/k/havsvik/embed/season/"
PAGE = "/public-pages/pieces/"
WRONG = (
    "http://www.kalmar.se", "https://*.kalmar.se", "*", "https://www.kalmar.se/bo", "kalmar.se?a=1", "'self'",
    "https://x.se;script-src", "https://me@kalmar.se", "kalmar", "https://", "data:text/html,x", "https://[x",
    "https://kalmar.se:port", "https://10.0.0.1", "localhost", "https://kalmar.se#a", "ftp://kalmar.se",
    f"{'a' * 70}.se", "https://kalmar..se",
)  # fmt: skip


def allow(cast: Cast, parents: str, who: Any = None) -> Any:
    return cast.client(who or cast.coordinator).post(PAGE, {"parents": parents}, follow=True)


def ancestors(answer: Any) -> str:
    found = re.search("frame-ancestors ([^;]*)", answer["Content-Security-Policy"])
    assert found
    return found[1]


@pytest.fixture
def published(cast: Cast) -> Cast:
    for name in ("advice", "news", "watch"):
        press(cast, name)
    return cast


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("https://www.kalmar.se", "https://www.kalmar.se"),
        ("www.Kalmar.se/", "https://www.kalmar.se"),
        ("https://trygg.växjö.se", "https://trygg.xn--vxj-qla6g.se"),
        ("https://www.kalmar.se:443", "https://www.kalmar.se"),
        ("https://www.kalmar.se:8443", "https://www.kalmar.se:8443"),
        *((wrong, None) for wrong in WRONG),
    ],
)  # fmt: skip
def test_only_the_first_address_of_a_website_may_show_pieces(written: str, found: str | None) -> None:
    assert rules.origin(written) == found


def test_this_computer_may_where_the_installation_itself_has_no_tls() -> None:
    assert rules.origin("http://localhost:8000", plain=True) == "http://localhost:8000"
    assert rules.origin("http://www.kalmar.se", plain=True) == "http://www.kalmar.se"
    assert rules.origin("javascript://localhost", plain=True) is None


def test_a_piece_may_be_shown_by_the_websites_that_were_chosen_and_no_other_page_by_anybody(
    published: Cast,
) -> None:
    assert ancestors(Client().get(ADDRESS)) == "'none'"
    allow(published, "https://www.havsvik.se\nintranet.havsvik.se https://www.havsvik.se/")
    answer = Client().get(ADDRESS)
    assert ancestors(answer) == "https://www.havsvik.se https://intranet.havsvik.se"
    assert "X-Frame-Options" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies
    for other in ("/k/havsvik/", "/k/havsvik/advice/", "/k/havsvik/embed/nothing/", "/account/login/"):
        answer = Client().get(other)
        assert ancestors(answer) == "'none'"
        assert (answer["X-Frame-Options"], answer["Cross-Origin-Resource-Policy"]) == ("DENY", "same-origin")
    allow(published, "")
    assert ancestors(Client().get(ADDRESS)) == "'none'"


def test_what_is_no_website_is_refused_and_nothing_is_changed(published: Cast) -> None:
    allow(published, "https://www.havsvik.se")
    many = " ".join(f"https://w{number}.se" for number in range(rules.MOST_PARENTS + 1))
    page = "https://a.se https://b.se/sida"
    for wrong, said in (("https://*.havsvik.se", "no star"), (page, "b.se/sida is no"), (many, "At most 10")):
        answer = allow(published, wrong)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert ancestors(Client().get(ADDRESS)) == "https://www.havsvik.se"


def test_websites_are_chosen_by_the_coordinator_for_the_own_site_alone_and_the_log_says_which(
    published: Cast,
) -> None:
    assert allow(published, "https://evil.se", published.officer).status_code == 403
    allow(published, "https://www.norrsund.se", published.stranger)
    assert ancestors(Client().get(ADDRESS)) == "'none'"
    allow(published, "https://www.havsvik.se")
    (line,) = [each for each in published.log(subject="public_site") if each.action == "site.parents_changed"]
    assert line.detail == {"count": 1}


def test_choosing_websites_leaves_the_look_of_the_site_as_it_is(published: Cast) -> None:
    before = Client().get("/k/havsvik/").content
    allow(published, "https://www.havsvik.se")
    assert Client().get("/k/havsvik/").content == before


def test_a_piece_says_that_there_is_nothing_while_its_page_is_not_published(published: Cast) -> None:
    allow(published, "https://www.havsvik.se")
    press(published, "advice", "withdraw")
    answer = Client().get(ADDRESS)
    assert (answer.status_code, ancestors(answer)) == (404, "https://www.havsvik.se")
    assert "Här finns inget just nu" in answer.content.decode()
    assert Client().get("/k/havsvik/embed/join/").status_code == 200
    assert Client().get("/k/norrsund/embed/join/").status_code == 404


def test_what_is_pasted_leads_to_the_piece_and_to_the_script(published: Cast) -> None:
    page = published.client(published.coordinator).get(PAGE).content.decode()
    assert "No website shows it yet" in page
    page = allow(published, "https://www.havsvik.se").content.decode()
    assert "&lt;iframe src=&quot;http" in page
    assert "/k/havsvik/embed/join/&quot; title=&quot;" in page
    assert "/static/kokong/embed.js" in page
    with published.acting(published.coordinator):
        public.add_host(host="trygg.havsvik.se", now=timezone.now())
    page = published.client(published.coordinator).get(PAGE).content.decode()
    assert "http://trygg.havsvik.se/embed/join/" in page
    assert "http://trygg.havsvik.se/static/kokong/embed.js" in page
    hosted = Client(headers={"host": "trygg.havsvik.se"}).get("/embed/join/")
    assert (hosted.status_code, ancestors(hosted)) == (200, "https://www.havsvik.se")


@dataclass(frozen=True)
class Piece:
    name: str
    season: str


def test_the_months_own_advice_comes_first_and_another_seasons_not_at_all() -> None:
    found = [Piece("locks", "all"), Piece("windows", "summer"), Piece("lamps", "dark"), Piece("away", "holidays")]
    names = {month: [each.name for each in seasons.wanted(found, month=month)] for month in range(1, 13)}
    assert names[11] == ["lamps", "locks"]
    assert names[7] == ["away", "windows", "locks"]
    assert names[12] == ["away", "lamps", "locks"]
    assert all("locks" in each for each in names.values())
