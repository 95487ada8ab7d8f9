"""One text, adapted to each channel: plain words, lengths, text messages, and how long it takes to read. Pure."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kokong.sending import api as sending

WORDS_A_MINUTE: Final = 200  # of a calm reader, for Swedish


@dataclass(frozen=True)
class Words:
    """The main text: `body` is CommonMark. `own` holds the words of channels that say it otherwise."""

    title: str = ""
    lead: str = ""
    body: str = ""
    link: str = ""
    channels: tuple[str, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Length:
    """How long a text is: characters, words, seconds to read; `parts` of a text message, 0 for anything else."""

    characters: int
    words: int
    seconds: int
    longest: int | None = None
    parts: int = 0

    @property
    def too_many(self) -> int:
        """By how many characters it is too long."""
        return max(0, self.characters - self.longest) if self.longest is not None else 0

    @property
    def minutes(self) -> int:
        """Minutes to read, rounded up; 0 for less than one."""
        return 0 if self.seconds < 60 else math.ceil(self.seconds / 60)


def length(text: str, *, longest: int | None = None, message: bool = False) -> Length:
    """How long a text is, in a channel that takes so many characters."""
    words = len(text.split())
    seconds = math.ceil(words / WORDS_A_MINUTE * 60)
    return Length(len(text), words, seconds, longest, sending.sms_parts(text).parts if message else 0)


_MARKS: Final = (
    (re.compile(r"\[([^\]]*)\]\(([^)\s]*)(?:\s+\"[^\"]*\")?\)"), r"\1 (\2)"),
    (re.compile(r"^#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*[*+-][ \t]+", re.MULTILINE), "– "),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])[*_](?=\S)(.+?)(?<=\S)[*_](?![\w*])"), r"\1"),
)


def plain(body: str) -> str:
    """CommonMark as it is read aloud: without marks, links with their address behind them."""
    for mark, instead in _MARKS:
        body = mark.sub(instead, body)
    return re.sub(r"\n{3,}", "\n\n", body).strip()


def whole(words: Words) -> str:
    """The whole text in CommonMark, without its title."""
    return "\n\n".join(each for each in (words.lead, words.body) if each)


def short(words: Words) -> str:
    """What a short channel says: the title, and what the lead adds to it."""
    return "\n".join(each for each in (words.title, words.lead) if each)


def briefest(words: Words) -> str:
    """For a text message: the lead, or the title where there is none; no dash or quote that makes it dearer."""
    return (words.lead or words.title).translate(_CHEAP)


_CHEAP: Final = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "’": "'", "‘": "'", "…": "..."})


def with_link(text: str, link: str) -> str:
    """A text with the link below it; where its writer has placed it by {link}, there instead."""
    if "{link}" in text:
        return text.replace("{link}", link).strip()
    return f"{text}\n{link}" if link else text
