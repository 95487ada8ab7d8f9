"""The municipality's site: its address, its look, and that nobody takes another's."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from kokong.public import colours, rules
from kokong.public.models import Site, SiteName
from tests.cast import Cast
from tests.public.test_pages import press

FORM = {
    "name": "", "slug": "havsvik", "main": "#1f4d45", "second": "#8a5a00", "address": "Torget 1",
    "telephone": "0480-45 00 00", "email": "trygg@havsvik.example", "hours": "", "languages": ["sv", "en"],
}  # fmt: skip


def save(cast: Cast, who: Any = None, **changed: Any) -> Any:
    return cast.client(who or cast.coordinator).post("/public-pages/site/", FORM | changed, follow=True)


def home(address: str = "/k/havsvik/") -> str:
    return " ".join(Client().get(address).content.decode().split())


def crest(kind: str = "PNG") -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (240, 280), "navy").save(file, kind)
    file.seek(0)
    file.name = f"vapen.{kind.lower()}"
    return file


def crest_of(cast: Cast) -> int | None:
    with cast.acting(cast.coordinator):
        row = Site.objects.first()
        return row.crest if row else None


@pytest.fixture
def published(cast: Cast) -> Cast:
    for name in ("advice", "news", "signs"):
        press(cast, name)
    return cast


def test_the_menu_and_the_home_page_make_themselves_of_what_is_published(published: Cast) -> None:
    said = home()
    assert "Tillsammans mot inbrott i Havsvik" in said
    menu = said[said.index('<nav class="site-menu"') : said.index("</header>")]
    assert menu.index("/k/havsvik/news/") < menu.index("/k/havsvik/advice/")
    assert "/k/havsvik/signs/" not in menu
    assert 'id="block-advice"' in said
    assert 'id="block-news"' not in said  # nothing new is told of
    press(published, "advice", "withdraw")
    assert "/k/havsvik/advice/" not in home()


def test_earlier_addresses_lead_to_the_site_for_good(published: Cast) -> None:
    for old, new in (
        ("/public/9901/", "/k/havsvik/"),
        ("/public/9901/news/hostlov/?language=en", "/k/havsvik/news/hostlov/?language=en"),
        ("/k/9901/advice/", "/k/havsvik/advice/"),
    ):
        answer = Client().get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)
    save(published, slug="trygga-havsvik")
    answer = Client().get("/k/havsvik/advice/?language=en")
    assert (answer.status_code, answer["Location"]) == (301, "/k/trygga-havsvik/advice/?language=en")
    assert Client().get(answer["Location"]).status_code == 200
    assert Client().get("/public/1234/").status_code == 404


def test_a_name_that_is_anothers_is_not_to_be_had(published: Cast) -> None:
    press(published, "signs", who=published.stranger)
    for taken in ("norrsund", "havsvik"):
        who = published.coordinator if taken == "norrsund" else published.stranger
        answer = save(published, who, slug=taken)
        assert answer.status_code == 422
        assert "another municipality" in answer.content.decode()
    save(published, slug="trygga-havsvik")
    assert (
        "Another site has this address"
        in save(published, published.stranger, slug="trygga-havsvik").content.decode()
    )
    assert home("/k/norrsund/")
    assert SiteName.objects.filter(current=True).count() == 2


@pytest.mark.parametrize("name", ["", "9901", "Å", "a", "a--b", "-ab", "ab-", "a/b", "a" * 41, "<b>"])
def test_what_is_no_address_is_refused(name: str) -> None:
    assert not rules.is_name(name)


def test_nobody_keeps_many_names(cast: Cast) -> None:
    for number in range(rules.MOST_NAMES):
        assert save(cast, slug=f"trygg-{number}").status_code == 200
    assert save(cast, slug="trygg-sju").status_code == 422
    assert save(cast, slug="trygg-0").status_code == 200
    assert home("/k/trygg-0/") is not None


def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(cast: Cast) -> None:
    answer = save(cast, main="#ffcc00").content.decode()
    assert "#ffcc00 is too light to be read" in answer
    near = colours.nearest("#ffcc00")
    assert near in answer
    assert colours.MAIN in cast.client(cast.coordinator).get("/public-pages/site/").content.decode()
    assert save(cast, main=near).status_code == 200
    assert "Write the colour as" in save(cast, second="red").content.decode()


@pytest.mark.parametrize("colour", ["#ffffff", "#ffcc00", "#00ff00", "#7f7f7f", "#ff69b4", "#000000", "#1f4d45"])
def test_the_nearest_colour_can_be_read_and_is_no_darker_than_it_must(colour: str) -> None:
    near = colours.nearest(colour)
    assert colours.can_be_read(near)
    if near != colour:
        assert colours.contrast(near, colours.PAPER) < 4.7
    assert round(colours.contrast("#000000", "#ffffff"), 2) == 21


def test_crest_colours_and_contact_are_on_every_page(published: Cast) -> None:
    assert save(published, name="Havsviks stad", main="#004b87", crest=crest()).status_code == 200
    number = crest_of(published)
    for address in ("", "advice/", "news/"):
        said = home(f"/k/havsvik/{address}")
        assert f'src="/k/havsvik/crest-{number}.jpg"' in said
        assert "Havsviks stad" in said
        assert 'href="tel:0480450000"' in said
    look = said.partition("colours-")[2].partition(".css")[0]
    assert "--site-main: #004b87" in home(f"/k/havsvik/colours-{look}.css")
    picture = Client().get(f"/k/havsvik/crest-{number}.jpg")
    assert (picture["Content-Type"], picture.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert save(published, crest=crest("JPEG")).status_code == 200  # takes the other's place
    assert crest_of(published) != number


def test_a_crest_is_a_picture_and_a_small_one(published: Cast) -> None:
    svg = io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    svg.name = "vapen.svg"
    large = io.BytesIO(b"\x89PNG" + bytes(26 * 1024 * 1024))
    large.name = "vapen.png"
    for file in (svg, large):
        answer = save(published, crest=file)
        assert answer.status_code in {413, 422}
        assert crest_of(published) is None
    assert "<script>" not in home()


def test_what_people_write_is_text(published: Cast) -> None:
    bad = "<script>alert(1)</script>"
    assert save(published, name=bad, address=bad, hours=bad).status_code == 200
    assert bad not in home()
    assert "&lt;script&gt;" in home()
    assert save(published, email="javascript:alert(1)").status_code == 422
    assert save(published, telephone="ring mig").status_code == 422


def test_only_the_coordinator_decides_how_the_site_looks_and_only_of_their_own(published: Cast) -> None:
    assert published.client(published.officer).get("/public-pages/site/").status_code == 403
    save(published, published.stranger, slug="norrsund", name="Norrsund!")
    assert "Norrsund!" not in home()
    theirs = published.client(published.stranger).get("/public-pages/site/").content.decode()
    assert 'value="havsvik"' not in theirs
    assert Client().get("/k/norrsund/").status_code == 404


def test_a_page_is_seen_in_the_sites_colours_before_anything_is_published(cast: Cast) -> None:
    save(cast, main="#004b87", crest=crest())
    said = cast.client(cast.coordinator).get("/public-pages/advice/").content.decode()
    look = said.partition("/colours-")[2].partition(".css")[0]
    assert "--site-main: #004b87" in home(f"/k/havsvik/colours-{look}.css")
    assert Client().get(f"/k/havsvik/crest-{crest_of(cast)}.jpg").status_code == 200
    assert Client().get("/k/havsvik/").status_code == 404
