"""TXT records of a name, asked of the machine's own name servers: for the doctor, who asks three questions.

The standard library only asks for addresses, and a library of its own for this would be another to keep. Asked
over TCP (RFC 7766), so that no answer is cut off and none comes from somebody else.
"""

import re
import secrets
import socket
import struct
from pathlib import Path
from typing import Final

RESOLVERS: Final = Path("/etc/resolv.conf")
PATIENCE: Final = 3.0
_TXT: Final = 16
_HEAD: Final = struct.Struct("!6H")
_RECORD: Final = struct.Struct("!HHIH")
_POINTER: Final = 0xC0


class NoAnswer(Exception):
    """No name server answered, or none in a way that can be read; the message says which and why."""


def records(name: str, *, servers: tuple[tuple[str, int], ...] | None = None) -> tuple[str, ...]:
    """The TXT records of a name; none where it has none, or isn't there. Raises NoAnswer.

    `servers` are asked in their order; without any, those of this machine.
    """
    problem = "no name server is known"
    for host, port in servers if servers is not None else resolvers(RESOLVERS):
        try:
            return _ask(name, host, port)
        except (OSError, ValueError, IndexError, struct.error) as error:
            problem = f"{host}: {error or type(error).__name__}"
    raise NoAnswer(problem)


def resolvers(path: Path) -> tuple[tuple[str, int], ...]:
    """The name servers that a machine's `resolv.conf` names."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    return tuple((host, 53) for host in re.findall(r"^nameserver\s+([0-9a-fA-F.:]+)\s*$", lines, re.MULTILINE))


def _ask(name: str, host: str, port: int) -> tuple[str, ...]:
    labels = [label.encode("idna") for label in name.rstrip(".").split(".")]
    if not all(labels):
        raise ValueError(f"{name!r} is no name")
    number = secrets.randbelow(1 << 16)
    asked = b"".join(bytes([len(label)]) + label for label in labels) + struct.pack("!BHH", 0, _TXT, 1)
    question = _HEAD.pack(number, 0x0100, 1, 0, 0, 0) + asked
    with socket.create_connection((host, port), timeout=PATIENCE) as line, line.makefile("rb") as answer:
        line.sendall(struct.pack("!H", len(question)) + question)
        (size,) = struct.unpack("!H", answer.read(2))
        return _read(answer.read(size), number)


def _read(answer: bytes, number: int) -> tuple[str, ...]:
    theirs, flags, questions, count, _authority, _more = _HEAD.unpack_from(answer)
    if theirs != number or not flags & 0x8000:
        raise ValueError("it answered something else")
    if flags & 0xF not in {0, 3}:  # 3: there is no such name
        raise ValueError(f"it answered with error {flags & 0xF}")
    at = _HEAD.size
    for _each in range(questions):
        at = _after_name(answer, at) + 4
    found = []
    for _each in range(count):
        at = _after_name(answer, at)
        kind, _class, _lasts, size = _RECORD.unpack_from(answer, at)
        at += _RECORD.size + size
        if kind == _TXT:
            found.append(_text(answer[at - size : at]))
    return tuple(found)


def _after_name(answer: bytes, at: int) -> int:
    while answer[at]:
        if answer[at] >= _POINTER:
            return at + 2
        at += answer[at] + 1
    return at + 1


def _text(data: bytes) -> str:
    """The parts of a record as one text."""
    parts, at = [], 0
    while at < len(data):
        parts.append(data[at + 1 : at + 1 + data[at]])
        at += data[at] + 1
    return b"".join(parts).decode("utf-8", "replace")
