"""Lines of iCalendar (RFC 5545): escaped, and folded so that none is longer than 75 bytes. Pure."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

WIDTH: Final = 75
_TEXT: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})
_QUOTED: Final = frozenset(":;,")

Parameters = Mapping[str, str]


def line(name: str, value: str, parameters: Parameters | None = None) -> str:
    """A property whose value is written as it is: a code, a number, an address."""
    more = "".join(f";{key}={_parameter(each)}" for key, each in (parameters or {}).items())
    return _folded(f"{name}{more}:{value}")


def text(name: str, value: str, parameters: Parameters | None = None) -> str:
    """A property that holds somebody's words."""
    return line(name, value.translate(_TEXT), parameters)


def time(name: str, at: datetime) -> str:
    """A moment: by the clock of its zone, which has a name, or in universal time."""
    if at.tzinfo is UTC:
        return line(name, f"{at:%Y%m%dT%H%M%S}Z")
    return line(name, f"{at:%Y%m%dT%H%M%S}", {"TZID": str(at.tzinfo)})


def block(name: str, lines: Iterable[str]) -> str:
    """A component with its lines; each ends as the format wants it."""
    return "".join([f"BEGIN:{name}\r\n", *lines, f"END:{name}\r\n"])


def _parameter(value: str) -> str:
    """Within quotes where it has to be; no quote or control character can stand inside of one."""
    plain = "".join("”" if sign == '"' else sign for sign in value if sign.isprintable())
    return f'"{plain}"' if not _QUOTED.isdisjoint(plain) else plain


def _folded(content: str) -> str:
    """Lines of at most 75 bytes, each further one begun by a space; no letter of several bytes is cut."""
    lines, room = [""], WIDTH
    for sign in content:
        size = len(sign.encode())
        if size > room:
            lines.append(" ")
            room = WIDTH - 1
        lines[-1] += sign
        room -= size
    return "\r\n".join(lines) + "\r\n"
