"""A fault-report system in this process: a real server that speaks GeoReport v2, well or badly as a test asks."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

Row = dict[str, Any]


@dataclass
class Faults:
    """What it was given and asked, and how it behaves: `posts` are answers to the next reports, in order.

    One of "number", "token", "twice" (the answer is listed twice), "lost" (500, and it was not taken), "taken"
    (500, and it was), "half" (cut off, and it was taken), "busy" (503), "no" (400), "empty" (200, no number).
    """

    port: int = 0
    posts: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    given: list[dict[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    media: str | None = None
    away: bool = False

    @property
    def url(self) -> str:
        """Up to the edition."""
        return f"http://127.0.0.1:{self.port}/v2"

    def take(self, given: dict[str, str]) -> Row:
        """Keep a report, as real systems do."""
        row = {
            "service_request_id": str(100 + len(self.rows)), "status": "open", "status_notes": None,
            "service_code": given["service_code"], "description": given["description"],
            "media_url": given.get("media_url") if self.media is None else self.media,
            "requested_datetime": f"2026-11-30T12:00:{len(self.rows):02}Z",
        }  # fmt: skip
        self.rows.append(row)
        return row

    def post(self, given: dict[str, str]) -> tuple[int, Any]:
        """Status and answer to a report; None for a line that breaks."""
        self.given.append(given)
        how = self.posts.pop(0) if self.posts else "number"
        if how in {"lost", "busy", "no"}:
            code = {"lost": 500, "busy": 503, "no": 400}[how]
            return code, [{"code": code, "description": "service_code finns inte"}]
        row = self.take(given)
        told = {"service_request_id": row["service_request_id"], "service_notice": "", "account_id": None}
        if how == "token":
            self.tokens["t 1/x"] = ""
            return 200, [{"token": "t 1/x"}]
        answers: dict[str, tuple[int, Any]] = {
            "number": (201, [told]), "twice": (200, [told, dict(told)]), "taken": (500, []), "half": (200, None),
            "empty": (200, []),
        }  # fmt: skip
        return answers[how]

    def get(self, path: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        """Status and answer to a question."""
        if self.away:
            return 500, []
        if path == "/v2/services.json":
            return 200, [{"service_code": "lamp", "service_name": "Belysning"}]
        if path == "/v2/requests.json":
            fits = [row for row in self.rows if row["service_code"] == query["service_code"][0]]
            return 200, fits
        if path == "/v2/tokens/t%201%2Fx.json":
            return 200, [{"token": "t 1/x", "service_request_id": self.tokens["t 1/x"] or None}]
        number = path.removeprefix("/v2/requests/").removesuffix(".json")
        found = [row for row in self.rows if row["service_request_id"] == number]
        return (200, found) if found else (404, [{"code": 404, "description": "no"}])


@contextmanager
def serving() -> Iterator[Faults]:
    """The server, until the test is over."""
    told = Faults()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            self._say(*told.post({name: values[0] for name, values in parse_qs(content).items()}))

        def do_GET(self) -> None:
            told.asked.append(self.path)
            parts = urlsplit(self.path)
            self._say(*told.get(parts.path, parse_qs(parts.query)))

        def _say(self, code: int, what: Any) -> None:
            if what is None:
                self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{"service_req')
                return
            body = json.dumps(what).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    told.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
