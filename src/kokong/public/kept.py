"""Answers that this process keeps, the same for everybody: until their site changes, or for a while."""

import gzip
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import parse_etags

LIFE_S = 30.0  # for what says nothing when it changes; tests keep nothing
TOLD_S: Final = 10  # times as long for what says so: only a worker that is late is caught by that
TOLD: Final = "kokong_told"
"""What an answer has that is of a page whose changes are told."""
MOST_BYTES: Final = 64 * 1024 * 1024
FEWEST_BYTES: Final = 200
"""What is smaller is not worth packing."""


class Key(NamedTuple):
    """What an answer is for: another stamp, and nobody asks for the old one any longer."""

    municipality_id: int
    stamp: int
    base: str
    rest: str
    query: str


@dataclass(frozen=True)
class Kept:
    """An answer, plain and packed, with its headers and when it was made."""

    content: bytes
    packed: bytes
    headers: tuple[tuple[str, str], ...]
    tag: str
    made: float
    told: bool

    @property
    def size(self) -> int:
        """Bytes that it takes, roughly."""
        return len(self.content) + len(self.packed) + 1000


_lock: Final = threading.Lock()
_answers: OrderedDict[Key, Kept] = OrderedDict()
_held = 0


def find(key: Key) -> Kept | None:
    """A kept answer that is still right."""
    with _lock:
        found = _answers.get(key)
        if found is None or time.monotonic() - found.made >= LIFE_S * (TOLD_S if found.told else 1):
            return None
        _answers.move_to_end(key)
        return found


def keep(key: Key, found: Kept) -> None:
    """Keep an answer; those that were not asked for longest go."""
    global _held
    with _lock:
        before = _answers.pop(key, None)
        _held += found.size - (before.size if before else 0)
        _answers[key] = found
        while _held > MOST_BYTES:
            _key, gone = _answers.popitem(last=False)
            _held -= gone.size


def forget() -> None:
    """Keep nothing of what was kept."""
    global _held
    with _lock:
        _answers.clear()
        _held = 0


def many() -> int:
    """How many answers are kept."""
    return len(_answers)


def held() -> int:
    """Bytes that they take, roughly."""
    return _held


def made(answer: HttpResponse) -> Kept:
    """An answer as it is kept."""
    content = answer.content
    packed = gzip.compress(content, 6, mtime=0) if len(content) >= FEWEST_BYTES and _packs(answer) else b""
    headers = tuple((name, value) for name, value in answer.items() if name not in _OURS)
    return Kept(content, packed, headers, answer["ETag"], time.monotonic(), getattr(answer, TOLD, False))


_OURS: Final = {"Content-Length", "ETag", "Vary"}


def _packs(answer: HttpResponse) -> bool:
    return not answer["Content-Type"].startswith("image/")


def answer(request: HttpRequest, found: Kept) -> HttpResponseBase:
    """What is kept, as this reader takes it: packed, plain, or that they have it already."""
    tags = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    known = any(tag == "*" or tag.removeprefix("W/") == found.tag.removeprefix("W/") for tag in tags)
    packed = bool(found.packed) and not known and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    content = b"" if known else found.packed if packed else found.content
    given = HttpResponse(content, status=304 if known else 200)
    for name, value in found.headers:
        given.headers[name] = value
    given.headers["ETag"] = found.tag
    given.headers["Vary"] = "Accept-Encoding"
    if not known:
        given.headers["Content-Length"] = str(len(content))  # else it would be sent in pieces
    if packed:
        given.headers["Content-Encoding"] = "gzip"
    return given
