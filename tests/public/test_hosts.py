"""A site on its own host name: served once it is confirmed, and nothing but the site."""

import pytest
from django.test import Client
from django.utils import timezone

from kokong.public import api as public
from kokong.public import rules
from tests.cast import Cast
from tests.public.test_pages import press

HOST = "trygg.havsvik.example"


def ask(path: str = "/", host: str = HOST) -> tuple[int, str]:
    answer = Client(headers={"host": host}).get(path)
    return answer.status_code, answer.content.decode() or answer.get("Location", "")


@pytest.fixture
def hosted(cast: Cast) -> Cast:
    for name in ("advice", "news"):
        press(cast, name)
    press(cast, "advice", who=cast.stranger)
    with cast.acting(cast.coordinator):
        public.add_host(host=HOST, now=timezone.now())
    return cast


def test_a_confirmed_name_shows_the_site_with_addresses_of_its_own(hosted: Cast) -> None:
    status, said = ask()
    assert status == 200
    assert 'href="/advice/"' in said
    assert "/k/havsvik" not in said
    assert f'rel="canonical" href="http://{HOST}/"' in said
    assert ask("/advice/")[0] == 200
    assert ask("/advice") == (301, "/advice/")
    assert f"Sitemap: http://{HOST}/sitemap.xml" in ask("/robots.txt")[1]
    assert f'rel="canonical" href="http://{HOST}/advice/"' in Client().get("/k/havsvik/advice/").content.decode()


@pytest.mark.parametrize(
    "path", ["/account/login/", "/burglaries/", "/k/norrsund/", "/public-pages/", "/api/docs/"]
)
def test_nothing_but_the_site_is_there(hosted: Cast, path: str) -> None:
    assert ask(path)[0] == 404
    assert hosted.client(hosted.coordinator).get(path, headers={"host": HOST}).status_code == 404


@pytest.mark.parametrize(
    "host", ["trygg.norrsund.example", "example.com", f"{HOST}.evil.example", "x.trygg", "", "a b"]
)
def test_another_name_is_nobodys(hosted: Cast, host: str) -> None:
    if host:
        assert ask(host=host)[0] == 400
    with hosted.acting(hosted.coordinator):
        public.remove_host()
    assert ask()[0] == 400


def test_a_name_belongs_to_one_site_and_is_a_name(hosted: Cast) -> None:
    with hosted.acting(hosted.stranger):
        for wrong in (HOST, HOST.upper(), "localhost", "no host", "10.0.0.1", "https://x.se", "x.se:80", "-a.se"):
            with pytest.raises(public.SiteRefused):
                public.add_host(host=wrong, now=timezone.now())
    assert rules.is_host("xn--trygg-mqa.havsvik.se")
    assert ask()[0] == 200
