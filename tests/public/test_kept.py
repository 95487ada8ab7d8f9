"""Answers that are kept: right at once after a change, nobody's own, and no more than fit."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kokong.public import api as public
from kokong.public import kept
from kokong.public.middleware import PublicMiddleware
from kokong.texts import api as texts
from tests.cast import Cast
from tests.public.test_pages import press

HOST = "trygg.havsvik.example"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What had to be made, while answers are kept as in a running installation."""
    made: list[str] = []
    make = PublicMiddleware._made

    def counted(self: PublicMiddleware, request: Any, asked: Any) -> Any:
        made.append(asked.rest)
        return make(self, request, asked)

    monkeypatch.setattr(kept, "LIFE_S", 3600.0)
    monkeypatch.setattr(PublicMiddleware, "_made", counted)
    kept.forget()
    yield made
    kept.forget()


@pytest.fixture
def published(cast: Cast) -> Cast:
    for name in ("advice", "news"):
        press(cast, name)
    return cast


def write(cast: Cast, title: str) -> None:
    now = timezone.now()
    with cast.acting(cast.coordinator) as who:
        text = texts.write(
            kind="news", slug="lampor", language="sv", words=texts.Words(title, "", "Tänd."), actor=who, now=now
        )
        texts.move(text_id=text.id, move="publish", said="Det är mörkt.", revision=1, actor=who, now=now)


def test_what_was_answered_is_not_made_again_and_reads_the_same(published: Cast, made: list[str]) -> None:
    answers = [Client().get("/k/havsvik/advice/") for _ in range(3)]
    assert made == ["/advice/"]
    assert len({each.content for each in answers}) == 1
    assert int(answers[2]["Content-Length"]) == len(answers[2].content)
    packed = Client().get("/k/havsvik/advice/", headers={"accept-encoding": "gzip"})
    assert (packed["Content-Encoding"], int(packed["Content-Length"])) == ("gzip", len(packed.content))
    known = Client().get("/k/havsvik/advice/", headers={"if-none-match": answers[0]["ETag"]})
    assert (known.status_code, made) == (304, ["/advice/"])


def test_a_publish_is_right_at_once_and_so_is_taking_back(published: Cast, made: list[str]) -> None:
    assert "/k/havsvik/signs/" not in Client().get("/k/havsvik/").content.decode()
    press(published, "signs")
    assert "/k/havsvik/signs/" in Client().get("/k/havsvik/").content.decode()
    assert Client().get("/k/havsvik/signs/").status_code == 200
    press(published, "signs", "withdraw")
    assert Client().get("/k/havsvik/signs/").status_code == 404
    assert made.count("/") == 2


def test_a_text_is_right_at_once(published: Cast, made: list[str]) -> None:
    assert "Tänd lampan" not in Client().get("/k/havsvik/news/").content.decode()
    write(published, "Tänd lampan")
    assert "Tänd lampan" in Client().get("/k/havsvik/news/").content.decode()
    assert made == ["/news/", "/news/"]


def test_what_a_campaign_tells_is_right_at_once_and_found(published: Cast, made: list[str]) -> None:
    now, told = timezone.now(), "Lampan vid dörren"
    assert told not in Client().get("/k/havsvik/").content.decode()
    with published.acting(published.coordinator):
        text = texts.show_approved(
            language="sv", words=texts.Words(told, "", "Tänd."), both=False, said="Godkänt.",
            until=now + timedelta(days=2), now=now,
        )  # fmt: skip
    assert told in Client().get("/k/havsvik/").content.decode()
    assert told in Client().get("/k/havsvik/search/?q=lampor").content.decode()
    with published.acting(published.coordinator):
        texts.end_shown(text_id=text.id, now=now)
    assert told not in Client().get("/k/havsvik/").content.decode()
    assert made.count("/") == 3


def test_a_change_of_one_site_leaves_what_is_kept_of_another(published: Cast, made: list[str]) -> None:
    press(published, "advice", who=published.stranger)
    for _ in range(2):
        assert "Norrsund" in Client().get("/k/norrsund/").content.decode()
        press(published, "signs")
    assert made == ["/"]
    assert "Norrsund" not in Client().get("/k/havsvik/").content.decode()


def test_nothing_of_somebody_who_is_signed_in_is_kept(published: Cast, made: list[str]) -> None:
    client = published.client(published.coordinator)
    for address in ("/", "/burglaries/", "/public-pages/", "/public-pages/advice/", "/account/"):
        client.get(address)
    assert (made, kept.many()) == ([], 0)
    mine = client.get("/k/havsvik/advice/").content
    assert Client().get("/k/havsvik/advice/").content == mine
    assert published.coordinator.name not in mine.decode()


def test_languages_and_hosts_are_kept_apart(published: Cast, made: list[str]) -> None:
    with published.acting(published.coordinator):
        public.add_host(host=HOST, now=timezone.now())
    for _ in range(2):
        swedish, english = (Client().get(f"/k/havsvik/advice/{query}") for query in ("", "?language=en"))
        hosted = Client(headers={"host": HOST}).get("/advice/")
        assert [each["Content-Language"] for each in (swedish, english, hosted)] == ["sv", "en", "sv"]
        assert 'href="/k/havsvik/news/"' in swedish.content.decode()
        assert 'href="/news/"' in hosted.content.decode()
    assert len(made) == 3


def test_what_anybody_may_write_in_an_address_fills_nothing(published: Cast, made: list[str]) -> None:
    Client().get("/k/havsvik/")
    for number in range(5):
        for invented in (
            f"?a={number}", f"?language=en&b={number}", f"search/?q={number}", f"report/?{number}", f"no{number}/",
            f"colours-{number}.css", f"crest-{number}.jpg", f"card-{number}-home.png", f"advice/?{number}",
        ):  # fmt: skip
            Client().get(f"/k/havsvik/{invented}")
        Client().head("/k/havsvik/advice/")
    assert kept.many() == 2  # the first page, and the advice
    assert Client().get("/k/havsvik/colours-0.css")["Cache-Control"] == "no-store"


def test_those_not_asked_for_longest_go_when_it_is_full(
    published: Cast, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Client().get("/k/havsvik/")
    one = kept.held()
    monkeypatch.setattr(kept, "MOST_BYTES", one + 1000)
    for address in ("advice/", "news/", ""):
        Client().get(f"/k/havsvik/{address}")
        assert kept.held() <= one + 1000
    assert made[-1] == "/"


def test_what_says_nothing_when_it_changes_is_made_anew_after_a_while(
    published: Cast, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Client().get("/k/havsvik/")
    monkeypatch.setattr(kept, "LIFE_S", 0.0)
    Client().get("/k/havsvik/")
    assert made == ["/", "/"]
