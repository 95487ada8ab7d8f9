"""News from the police, against a local server that answers as polisen.se does, and as it should not."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.urls import reverse

from kokong.incidents import api, models
from kokong.incidents.news import client, collecting, reading
from kokong.kernel import tenancy
from tests.cast import Cast
from tests.incidents.conftest import NOW
from tests.incidents.test_security import at_once


def event(number: int, **changes: Any) -> dict[str, Any]:
    """An event in the feed's own form."""
    usual = {
        "id": number,
        "datetime": "2026-11-21 9:57:12 +01:00",
        "name": f"21 november 09.57, Inbrott, Havsvik ({number})",
        "summary": "Inbrott i en bostad under natten.",
        "url": f"/aktuellt/handelser/2026/november/21/{number}-inbrott-havsvik/",
        "type": "Inbrott",
        "location": {"name": "Havsvik", "gps": "56.663445,16.356779"},
    }
    return {**usual, **changes}


class Feed:
    """A feed on this machine. `answer` writes an answer; `asked` keeps the headers of each request."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.status, self.body = 200, b"[]"
        self.write: Callable[[BaseHTTPRequestHandler], None] = self.usual

    def usual(self, handler: BaseHTTPRequestHandler) -> None:
        """Status and body."""
        handler.send_response(self.status)
        handler.send_header("Content-Type", "application/json; charset=utf-8")
        handler.send_header("Content-Length", str(len(self.body)))
        handler.end_headers()
        handler.wfile.write(self.body)

    def says(self, *events: Any) -> None:
        """Answer with events."""
        self.body = json.dumps(list(events)).encode()


@pytest.fixture
def feed() -> Iterator[Feed]:
    """A running feed; `feed.url` is its address."""
    told = Feed()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append({name.lower(): value for name, value in self.headers.items()})
            told.write(self)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_port}/api/events"  # type: ignore[attr-defined]
    yield told
    server.shutdown()
    server.server_close()


def switch_on(cast: Cast, place: str = "Havsvik", *, at: datetime = NOW - timedelta(days=1)) -> None:
    """Our municipality shows news."""
    with cast.acting(cast.coordinator):
        models.NewsSetting.objects.create(place=place, since=at)


def collect(feed: Any, at: datetime = NOW) -> int | None:
    """One run of the job."""
    return collecting.collect(now=at, url=feed.url)


def shown(cast: Cast) -> reading.News:
    """What our coordinator reads."""
    with cast.acting(cast.coordinator):
        news = reading.newest(limit=10)
    assert news is not None
    return news


def test_events_of_the_place_are_kept_once_and_without_coordinates(cast: Cast, feed: Any) -> None:
    switch_on(cast)
    feed.says(event(1), event(2, type="Stöld"), event(3, type="Trafikolycka"),
              event(4, location={"name": "Norrsund", "gps": "1,1"}))  # fmt: skip
    assert collect(feed) == 2
    assert collect(feed, NOW + timedelta(minutes=10)) == 0
    news = shown(cast)
    assert [item.external_id for item in news.events] == [2, 1]
    assert news.events[1].at == datetime(2026, 11, 21, 8, 57, 12, tzinfo=UTC)
    assert news.events[1].url.startswith("https://polisen.se/aktuellt/")
    assert not any(name in {"gps", "lat", "lon", "point", "location"} for name in vars(news.events[0]))
    assert "56.66" not in str(vars(news.events[0]))


def test_news_never_become_burglaries(cast: Cast, feed: Any) -> None:
    switch_on(cast)
    feed.says(event(1))
    assert collect(feed) == 1
    with cast.acting(cast.officer):
        assert api.burglaries(states=("draft", "confirmed", "withdrawn")) == ()


def test_the_request_says_who_asks(cast: Cast, feed: Any) -> None:
    switch_on(cast)
    collect(feed)
    assert feed.asked[0]["user-agent"].startswith("Kokong/")
    assert "(+http" in feed.asked[0]["user-agent"]


def test_nobody_asks_where_nobody_reads(cast: Cast, feed: Any) -> None:
    assert collect(feed) is None
    assert feed.asked == []


def test_the_neighbour_sees_none_of_our_news(cast: Cast, feed: Any) -> None:
    switch_on(cast)
    feed.says(event(1))
    collect(feed)
    with cast.acting(cast.stranger):
        assert reading.newest(limit=10) is None
        assert models.NewsEvent.objects.count() == 0


def test_calls_are_ten_seconds_apart_and_sixty_an_hour(cast: Cast, feed: Any) -> None:
    switch_on(cast)
    assert collect(feed) is not None
    assert collect(feed, NOW + timedelta(seconds=9)) is None
    made = sum(collect(feed, NOW + timedelta(seconds=10 * n)) is not None for n in range(1, 100))
    assert (made, len(feed.asked)) == (59, 60)
    assert collect(feed, NOW + timedelta(minutes=70)) is not None


def test_processes_share_the_limit(committed_cast: Cast, feed: Any) -> None:
    switch_on(committed_cast)
    results = at_once(lambda: collect(feed), times=4)
    assert sorted(map(str, results)) == ["0", "None", "None", "None"]
    assert len(feed.asked) == 1


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (500, b"oops", "busy"),
        (429, b"", "busy"),
        (403, b"", "refused"),
        (302, b"", "refused"),
        (200, b"<html>", "something else than events"),
        (200, b'{"events": []}', "something else than events"),
        (200, b"[" * 100_000, "something else than events"),
        (200, b"\xff\xfe[]", "something else than events"),
        (200, b" " * (client.LIMIT + 1), "something else than events"),
    ],
)
def test_a_feed_in_trouble_is_told_and_tried_again(
    cast: Cast, feed: Any, status: int, body: bytes, words: str
) -> None:
    switch_on(cast)
    feed.says(event(1))
    collect(feed)
    feed.status, feed.body = status, body
    assert collect(feed, NOW + timedelta(minutes=10)) == 0
    news = shown(cast)
    assert words in news.problem
    assert len(news.events) == 1, "what was there stays"
    feed.status = 200
    feed.says(event(2))
    assert collect(feed, NOW + timedelta(minutes=20)) == 1
    assert shown(cast).problem == ""


def test_404_is_for_good_until_somebody_saves_the_setting_again(cast: Cast, feed: Any) -> None:
    switch_on(cast)
    feed.status = 404
    assert collect(feed) == 0
    assert "stopped asking" in shown(cast).problem
    assert collect(feed, NOW + timedelta(days=3)) is None
    assert collect(feed, NOW + timedelta(days=30)) is None
    assert len(feed.asked) == 1
    with cast.acting(cast.coordinator):
        models.NewsSetting.objects.update(since=NOW + timedelta(days=31))
    assert collect(feed, NOW + timedelta(days=32)) == 0
    assert len(feed.asked) == 2


def test_a_slow_feed_is_given_up(cast: Cast, feed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    monkeypatch.setattr(client, "WHOLE_S", 0.3)

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not stop.wait(0.02):
            try:
                handler.wfile.write(b" ")
                handler.wfile.flush()
            except OSError:
                return

    switch_on(cast)
    feed.write = drip
    assert collect(feed) == 0
    stop.set()
    assert "in time" in shown(cast).problem


def test_a_silent_feed_is_given_up(cast: Cast, feed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "TIMEOUT_S", 0.2)
    done = threading.Event()
    feed.write = lambda handler: done.wait(5)
    switch_on(cast)
    assert collect(feed) == 0
    done.set()
    assert "in time" in shown(cast).problem


def test_no_network_is_told(cast: Cast) -> None:
    switch_on(cast)
    assert collecting.collect(now=NOW, url="http://127.0.0.1:9/api/events") == 0
    assert "could not be reached" in shown(cast).problem


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "x"}, {"id": -1}, {"id": 2**70}, {"id": None}, {"datetime": "i går"}, {"datetime": 7},
        {"type": None}, {"location": None}, {"location": "Havsvik"}, {"name": 5}, {"url": None},
        {"url": "https://evil.example/"}, {"url": "javascript:alert(1)"}, {"url": "//evil.example/x"},
        {"url": "http://[broken"},
    ],
    ids=str,
)  # fmt: skip
def test_an_odd_item_is_left_out_and_the_others_kept(cast: Cast, feed: Any, changes: dict[str, Any]) -> None:
    switch_on(cast)
    feed.says(event(1, **changes), event(2, name="Nul\x00l", summary=None), 7, None)
    assert collect(feed) == 1
    assert [item.title for item in shown(cast).events] == ["Null"]


def test_the_coordinator_switches_news_on_and_off(cast: Cast, feed: Any) -> None:
    browser = cast.client(cast.coordinator)
    browser.cookies["kokong_language"] = "en"
    browser.post(reverse("incidents:news"), {"place": "Havsvik"})
    feed.says(event(1, name="<b>Inbrott</b>"))
    collect(feed)
    page = browser.get(reverse("incidents:list")).content.decode()
    assert "&lt;b&gt;Inbrott" in page
    assert "polisen.se, Havsvik" in page
    browser.post(reverse("incidents:news"), {"place": ""})
    assert "Inbrott" not in browser.get(reverse("incidents:list")).content.decode()
    assert cast.client(cast.officer).get(reverse("incidents:news")).status_code == 403
    with tenancy.scope(municipality_id=cast.home.pk):
        assert models.NewsEvent.objects.count() == 0
