"""Whether a chain of the audit log is whole: pure, over lines from the database or from an exported file."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A line's place in the chain. `text` is None where the reader may not see what the line says."""

    number: int
    content: bytes
    previous: bytes
    hash: bytes
    text: str | None


@dataclass(frozen=True)
class Head:
    """A place in the chain that somebody keeps elsewhere: the number of a line and its hash."""

    number: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.number}:{self.hash.hex()}"


@dataclass(frozen=True)
class Verdict:
    """How many lines held, the last place reached, and the first break in words (empty for none).

    `silent`: of how many lines the text wasn't there, so that only their place in the chain is proven.
    """

    lines: int
    head: Head
    problem: str
    silent: int = 0


def start(chain: int) -> bytes:
    """What the first line of a municipality's chain (its id; 0 for none) follows."""
    return hashlib.sha256(f"kokong audit {chain}".encode()).digest()


def digest(text: str) -> bytes:
    """The hash of what a line says."""
    return hashlib.sha256(text.encode()).digest()


def head(text: str) -> Head:
    """A kept head from its printed form, `17:ab12…`. Raises ValueError."""
    number, _colon, value = text.strip().partition(":")
    return Head(int(number), bytes.fromhex(value))


def verify(links: Iterable[Link], *, after: Head, kept: Head | None = None) -> Verdict:
    """Follow the chain from `after` (number 0 and `start(chain)` for all of it); stop at the first break.

    `kept` is a head from an earlier look: the chain must pass through it.
    """
    lines = silent = 0
    for link in links:
        problem = _broken(link, after) or _strays(link, kept)
        if problem:
            return Verdict(lines, after, problem, silent)
        silent += link.text is None
        lines, after = lines + 1, Head(link.number, link.hash)
    if kept is not None and kept.number > after.number:
        return Verdict(
            lines, after, f"The chain ends with line {after.number}; line {kept.number} was there once."
        )
    return Verdict(lines, after, "", silent)


def _broken(link: Link, after: Head) -> str:
    expected = after.number + 1
    if link.number > expected:
        gone = (
            f"Line {expected} is" if link.number == expected + 1 else f"Lines {expected} to {link.number - 1} are"
        )
        return f"{gone} missing."
    if link.number < expected:
        return f"Line {link.number} stands after line {after.number}: the order was changed."
    if link.text is not None and digest(link.text) != link.content:
        return f"Line {link.number} says something else than when it was written."
    if link.previous != after.hash:
        return f"Line {link.number} does not follow the line before it: one of the two was replaced."
    if hashlib.sha256(link.previous + link.content).digest() != link.hash:
        return f"The seal of line {link.number} was changed."
    return ""


def _strays(link: Link, kept: Head | None) -> str:
    if kept is not None and link.number == kept.number and link.hash != kept.hash:
        return f"Line {link.number} is not the one that was there when the head was kept: the chain was rewritten."
    return ""
