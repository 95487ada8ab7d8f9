"""Public statistics: Brå's files of two vintages, codes that followed each other, Kolada and SCB over HTTP."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.utils import InternalError, ProgrammingError

from kokong.effect import api
from kokong.effect.statistics import beside, bra, kolada, pxweb, rules, work
from kokong.effect.statistics.models import Dataset as Row
from kokong.effect.statistics.values import Figure, Key, NotTaken
from kokong.kernel import outside
from tests.cast import Cast
from tests.effect.conftest import NOW, Town, visit

HEAD = "Region;Brott;År;Period;Antal;/100 000 inv\n"
HOUSE = "9801 - Inbrottsstöld, fullbordat, i villa/radhus"
FIRST = HEAD + (
    f"Kalmar kommun;{HOUSE};2024;År;60;85;\nKalmar kommun;{HOUSE};2025 prel.;År;50;70;\n"
    f"Kalmar kommun;{HOUSE};2025 prel.;Aug;5;7;\nKalmar kommun;0857 - Försök;2024;År;..;..;\n"
)
SECOND = FIRST.replace("2025 prel.;År;50", "2025;År;52").replace("2025 prel.", "2025")


def take(text: str, *, name: str = "brott.csv", encoding: str = "iso-8859-1") -> int:
    return work.take_file(content=text.encode(encoding), name=name, columns={}, user_id=1, now=NOW)


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "utf-8-sig", "utf-16"])
def test_the_database_file_is_read_in_any_encoding(encoding: str) -> None:
    found = bra.read(FIRST.encode(encoding))
    values = {each.key: (each.value, each.preliminary) for each in found.figures}
    assert values[Key("Kalmar kommun", HOUSE, "2024")] == (60, False)
    assert values[Key("Kalmar kommun", HOUSE, "2025")] == (50, True)
    assert values[Key("Kalmar kommun", HOUSE, "2025-08")] == (5, True)
    assert found.left_out == {"nothing": 1}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x03\x80\xff" * 50, "neither a spreadsheet|no figure|not found|can't be read"),
        (HEAD.encode(), "no figure"),
        (f"{HEAD}Kalmar;{HOUSE};2024;År;..;..;\n".encode(), "no figure"),
        (f"{HEAD}Kalmar;{HOUSE};2024;År;många;1;\n".encode(), "Line 2 isn't understood"),
        (f"{HEAD}Kalmar;{HOUSE};2024;Kvartal;3;1;\n".encode(), "Line 2 isn't understood"),
        (f"{HEAD}Kalmar;{HOUSE};2024;År;3;1;\nKalmar;{HOUSE};2024;År;4;1;\n".encode(), "Line 3 says something"),
        (b"Ort;Siffra\nKalmar;3\n", "not found: Region"),
    ],
)
def test_a_file_that_gives_no_figures_is_refused_with_its_reason(content: bytes, why: str) -> None:
    with pytest.raises(NotTaken, match=why):
        bra.read(content)


def test_columns_can_be_named_by_hand() -> None:
    text = f"Ort;Sort;Tid;N\nKalmar;{HOUSE};2024;7\n"
    found = bra.read(text.encode(), {"place": "Ort", "what": "Sort", "year": "Tid", "count": "N"})
    assert found.figures == (Figure(Key("Kalmar", HOUSE, "2024"), 7.0),)


def test_codes_that_followed_each_other_make_one_line() -> None:
    """0843 ended in 2001 and 9801 goes on; cellars and visits by deception are no burglaries of homes."""
    told = [("0843 - villa", "2000", 40), ("9801 - villa", "2001", 35), ("0857 - försök", "2001", 5),
            ("9802 - lägenhet", "2001", 10), ("0825 - källare", "2001", 90), ("0858 - utan inbrott", "2001", 9),
            ("9803 - lastbil", "2001", 70)]  # fmt: skip
    found = {f.key[1:]: f.value for f in rules.joined(Figure(Key("K", a, b), c) for a, b, c in told)}
    assert found[("series:house", "2000")] == 40
    assert found[("series:house", "2001")] == 40
    assert found[("series:homes", "2001")] == 50
    assert found[("series:cellar", "2001")] == 90
    assert rules.crime_code("98011 x") == ""


def test_both_vintages_are_kept_and_the_difference_is_said(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        first, second = take(FIRST), take(SECOND, name="brott-final.csv")
        newest = work.dataset(dataset_id=second)
        assert newest is not None
        told = work.before(newest)
        with pytest.raises(NotTaken, match=r"same figures were kept.*brott-final"):
            take(SECOND, name="again.csv")
        with pytest.raises((InternalError, ProgrammingError), match="stays"), transaction.atomic():
            Row.objects.filter(pk=first).update(figures=[])
    assert told is not None
    older, differs = told
    assert (older.id, older.preliminary) == (first, 6)  # two figures, each in its series and in that of homes
    assert (Key("Kalmar kommun", HOUSE, "2025"), 50.0, 52.0) in differs.changed
    assert (differs.made_final, differs.gone, differs.appeared) == (6, (), 0)
    said = cast.client(cast.officer).get(f"/effect/statistics/{second}/").content.decode()
    assert "How it differs from the vintage before" in said
    assert cast.client(cast.stranger).get(f"/effect/statistics/{second}/").status_code == 404


def test_a_file_is_taken_on_its_page_and_listed_with_date_and_source(cast: Cast) -> None:
    browser = cast.client(cast.coordinator)
    bad = browser.post("/effect/statistics/file/", {"file": SimpleUploadedFile("tom.csv", HEAD.encode())})
    assert bad.status_code == 422
    done = browser.post("/effect/statistics/file/", {"file": SimpleUploadedFile("brott.csv", FIRST.encode())})
    assert done.status_code == 302, done.content.decode()
    assert "brott.csv" in browser.get("/effect/statistics/").content.decode()
    assert "preliminary" in browser.get(done.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("place", "year"),
    [
        ("Knivsta kommun", 2003),
        ("Uppsala", 2003),
        ("Nykvarns kommun", 1999),
        ("Borås", 1995),
        ("Kalmar kommun", None),
    ],
)
def test_municipalities_that_were_divided_are_known(place: str, year: int | None) -> None:
    assert rules.border_year(place) == year


def test_a_line_beside_an_evaluation_leaves_years_of_other_borders_out(cast: Cast, town: Town) -> None:
    lines = "".join(
        f"Knivsta kommun;{HOUSE};{year};År;{year - 1980};1;\n" for year in (2000, 2022, 2023, 2024, 2025)
    )
    with cast.acting(cast.coordinator):
        visit(town, 0)
        take(HEAD + lines)
        number = api.draft(plan=town.plan(), user_id=1, now=NOW)
        api.register(evaluation_id=number, user_id=1, now=NOW)
        code = next(code for code, _said in beside.choices() if code.endswith("series:homes"))
        assert beside.shown(api.evaluation(evaluation_id=number), code) is None  # nobody has looked
        api.look(evaluation_id=number, user_id=1, now=NOW)
        found = beside.shown(api.evaluation(evaluation_id=number), code)
        assert beside.shown(api.evaluation(evaluation_id=number), "9|nowhere|") is None
    assert found is not None
    assert [each.year for each in found.years] == [2022, 2023, 2024, 2025]  # 2026 isn't over
    assert "since 2003" in found.border
    assert [each.there_index for each in found.years] == [98, 100, 102, 105]
    assert found.years[0].here is not None
    said = cast.client(cast.officer).get(f"/effect/{number}/", {"beside": code}).content.decode()
    assert "decides nothing" in said


class Server(BaseHTTPRequestHandler):
    """Kolada and PxWeb, as far as they are asked here; what was asked is remembered."""

    asked: ClassVar[list[tuple[str, Any]]] = []
    how: ClassVar[str] = ""

    def do_GET(self) -> None:
        self.asked.append((self.path, None))
        values = [{"gender": gender, "value": value, "count": 1, "status": ""} for gender, value in
                  (("T", 210.5), ("K", 1.0))]  # fmt: skip
        row = {"kpi": "N07546", "municipality": "0880", "period": 2024, "values": values}
        empty = {**row, "period": 2025, "values": [{"gender": "T", "value": None}]}
        base = f"http://{self.headers['Host']}/v2"
        if self.path.endswith("?page=2"):
            self._say({"values": [{**row, "municipality": "0881"}], "next_page": None})
        else:
            onward = "http://elsewhere.example/v2/x" if self.how == "astray" else f"{base}/data/next?page=2"
            self._say({"values": [row, empty], "next_page": onward})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, body))
        columns = [{"code": "Region", "text": "region", "type": "d"}, {"code": "Tid", "text": "år", "type": "t"},
                   {"code": "BE0101N1", "text": "Folkmängd", "type": "c"}]  # fmt: skip
        data = [{"key": ["0880", "2024"], "values": ["72000"]}, {"key": ["0880", "2025"], "values": [".."]}]
        self._say({"columns": columns, "comments": [], "data": data})

    def _say(self, answer: Any) -> None:
        text = b"<html>" if self.how == "garbled" else json.dumps(answer).encode("utf-8-sig")
        self.send_response({"busy": 429, "broken": 500}.get(self.how, 200))
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_said: Any) -> None:
        """Nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Server]]:
    """A server of both formats, which the guard against our own network lets pass here."""
    plain = outside.adapter(guarded=False)
    monkeypatch.setattr(outside, "adapter", lambda *, guarded: plain)
    Server.asked, Server.how = [], ""
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{running.server_address[1]}"
        monkeypatch.setattr(kolada, "BASE", f"{here}/v2")
        monkeypatch.setattr(pxweb, "BASE", f"{here}/OV0104/v1/doris/sv/ssd/")
        yield Server
        running.shutdown()


def test_kolada_is_asked_page_by_page_and_kept_with_its_address(cast: Cast, server: type[Server]) -> None:
    browser = cast.client(cast.coordinator)
    asked = {"indicator": "N07546", "municipalities": "0880, 0881", "first": 2024, "last": 2025}
    done = browser.post("/effect/statistics/kolada/", asked)
    assert done.status_code == 302, done.content.decode()
    with cast.acting(cast.coordinator):
        (kept,) = work.datasets()
    assert [path for path, _body in server.asked] == [
        "/v2/data/kpi/N07546/municipality/0880,0881/year/2024,2025", "/v2/data/next?page=2",
    ]  # fmt: skip
    assert {each.key: each.value for each in kept.figures} == {
        Key("0880", "N07546", "2024"): 210.5, Key("0881", "N07546", "2024"): 210.5,
    }  # fmt: skip
    assert kept.origin.endswith("municipality/0880,0881/year/2024,2025")
    assert kept.left_out == {"nothing": 1}


def test_more_than_25_municipalities_are_asked_in_turns(server: type[Server]) -> None:
    kolada.read("N07546", [f"{n:04d}" for n in range(30)], [2024])
    assert [path.count(",") for path, _body in server.asked if "next" not in path] == [24, 4]


def test_scb_is_asked_in_its_own_words(cast: Cast, server: type[Server]) -> None:
    asked = {"indicator": pxweb.POPULATION, "municipalities": "0880", "first": 2024, "last": 2025}
    done = cast.client(cast.coordinator).post("/effect/statistics/scb/", asked)
    assert done.status_code == 302, done.content.decode()
    with cast.acting(cast.coordinator):
        (kept,) = work.datasets()
    path, body = server.asked[0]
    assert path.endswith("/ssd/" + pxweb.POPULATION)
    assert body["query"][0] == {"code": "Region", "selection": {"filter": "item", "values": ["0880"]}}
    assert kept.figures == (Figure(Key("0880", "Folkmängd", "2024"), 72000.0),)
    assert kept.left_out == {"nothing": 1}


@pytest.mark.parametrize(
    ("how", "why"),
    [("busy", "wait"), ("broken", "error 500"), ("garbled", "isn't understood"), ("astray", "isn't understood")],
)
def test_an_answer_that_is_none_keeps_nothing(cast: Cast, server: type[Server], how: str, why: str) -> None:
    server.how = how
    with cast.acting(cast.coordinator):
        with pytest.raises(NotTaken, match=why):
            work.fetch_kolada(
                indicator="N07546", municipalities=["0880"], years=[2024], user_id=1, now=datetime.now(UTC)
            )
        assert work.datasets() == ()


def test_our_own_network_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kolada, "BASE", "http://127.0.0.1:9/v2")
    with pytest.raises(NotTaken, match="didn't answer"):
        kolada.read("N07546", ["0880"], [2024])
