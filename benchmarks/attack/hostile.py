"""What an attacker types, sends, and claims to be."""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, Final, TypeVar

T = TypeVar("T")

EVIL_HOST: Final = "evil.example"
MARKUP: Final = "<i id=zq9>"

ALWAYS: Final = ("a\0b", str(2**63), MARKUP)
IN_TURN: Final = (
    "-1", "0", str(2**31), "9" * 60, "1e999", "NaN", "' OR ''='", "1; SELECT pg_sleep(0)--",
    "../../../../etc/passwd", "%2e%2e/%00", "\u202eevil\u2066", "x" * 20_000, "{}", "[]", "0001-01-01",
    "9999-12-31T23:59:59Z", "=cmd()", f"//{EVIL_HOST}/", "\x1b[2J\r\nSet-Cookie: a=b",
)  # fmt: skip
JSONS_ALWAYS: Final[tuple[Any, ...]] = (None, "a\0b", 2**63, [])
JSONS_IN_TURN: Final[tuple[Any, ...]] = (
    True, -1, 1e308, "\ud800", MARKUP, "x" * 20_000, {}, [[[[[]]]]], {"a": {"b": [None]}},
    "0001-01-01", "9999-12-31",
)  # fmt: skip
PATHS_ALWAYS: Final = ("0", str(2**63), "1%00")
PATHS_IN_TURN: Final = (
    "-1", "9" * 60, "%00", "1%20OR%201=1", "..%2f..%2fetc%2fpasswd", "%E2%80%AE1", "%ff", "x" * 5_000, "1.json",
)  # fmt: skip
BODIES_ALWAYS: Final = (("application/json", b"{"), ("application/json", b"\xff\xfe"))
BODIES_IN_TURN: Final = (
    ("application/json", b"[" * 5_000),
    ("application/json", b'{"a": 1, "a": 2}'),
    ("application/json", b"null"),
    ("application/x-www-form-urlencoded", b"a=1&a=2&%00=%00&%ff=%ff"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\0"),
    ("multipart/form-data", b"no boundary"),
    ("text/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    ("text/plain", b"\0" * 1_000),
    ("application/x-www-form-urlencoded; charset=utf-7", b"+ADw-script+AD4-=1"),
)  # fmt: skip
Claim = dict[str, str]
CLAIMS_ALWAYS: Final[tuple[Claim, ...]] = (
    {"HTTP_HOST": EVIL_HOST},
    {"HTTP_X_FORWARDED_HOST": EVIL_HOST, "HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
)
CLAIMS_IN_TURN: Final[tuple[Claim, ...]] = (
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": f"https://{EVIL_HOST}/", "HTTP_HX_TARGET": "\0"},
    {"HTTP_ACCEPT": "application/x-evil", "HTTP_ACCEPT_LANGUAGE": "x" * 5_000},
    {"HTTP_AUTHORIZATION": "Bearer kokong-1-" + "x" * 40},
    {"HTTP_AUTHORIZATION": "Basic \xff\xfe:"},
    {"HTTP_COOKIE": "sessionid=1; kokong_session_8000=' OR 1=1"},
    {"HTTP_RANGE": "bytes=0-1,2-3,-9", "HTTP_IF_MODIFIED_SINCE": "yesterday", "HTTP_IF_NONE_MATCH": "*"},
)  # fmt: skip

EVERYTHING: Final = "--everything"
_EACH: Final = 1  # keeps the whole within a few minutes on two cores
_turns: Final[defaultdict[int, Iterator[int]]] = defaultdict(count)


def some(always: Sequence[T], in_turn: Sequence[T]) -> tuple[T, ...]:
    """For one field or address: what each gets, and the next few of the rest; all of them meet many.

    With `--everything` each gets all of it, which takes about half as long again.
    """
    if EVERYTHING in sys.argv:
        return (*always, *in_turn)
    start = next(_turns[id(in_turn)]) * _EACH
    return (*always, *(in_turn[(start + n) % len(in_turn)] for n in range(_EACH)))
