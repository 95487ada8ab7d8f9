"""What somebody decided about a file, kept with it and remembered for the next one of its kind. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.utils.translation import gettext as _

from kokong.kernel.errors import UserError
from kokong.tables import Written, fold
from kokong.tables.written import Order

Meanings = Mapping[str, Mapping[str, str]]
"""`{field: {word: meaning}}`."""
ORDERS: Final = ("", "dmy", "mdy", "ymd")


@dataclass(frozen=True)
class Decisions:
    """Columns left `aside` on purpose, how days are written, and what words mean.

    A word stands as somebody wrote it, or as the `key` that its vocabulary made of it; compared are keys.
    """

    aside: tuple[str, ...] = ()
    order: Order = ""
    short: Order = ""
    year: int = 0
    words: Meanings = field(default_factory=dict)

    def written(self, *, today: date, epoch_1904: bool) -> Written:
        """How the file's days are written, as far as it was decided."""
        return Written(self.order, self.short, self.year, today, epoch_1904)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        words = {name: dict(known) for name, known in self.words.items()}
        return {
            "aside": list(self.aside), "order": self.order, "short": self.short, "year": self.year, "words": words
        }  # fmt: skip

    @property
    def lasting(self) -> "Decisions":
        """What holds for the next file of its kind too; a year doesn't."""
        return Decisions(self.aside, self.order, self.short, 0, self.words)


UNDECIDED: Final = Decisions()


def from_json(kept: Mapping[str, Any]) -> Decisions:
    """Decisions again. What can't be one is none."""
    order, short = (kept.get(name, "") for name in ("order", "short"))
    words = kept.get("words") or {}
    return Decisions(
        aside=tuple(map(str, kept.get("aside") or ())),
        order=order if order in ORDERS else "",
        short=short if short in ORDERS else "",
        year=int(kept.get("year") or 0),
        words={str(name): {str(word): str(means) for word, means in of.items()} for name, of in words.items()},
    )


def decided_as(
    *, order: str = "", short: str = "", year: int = 0, aside: Iterable[str] = (), words: Iterable[str] = ()
) -> Decisions:
    """Decisions as they are written on a command line; each word as `field:word=meaning`. Raises UserError.

    Words stay as they were written: only their field knows whether Håbo and Habo are the same.
    """
    if order not in ORDERS[:3] or short not in ORDERS:
        raise UserError(_("Say dmy, mdy or ymd: in which order day, month and year stand. Nothing was imported."))
    found = list[tuple[str, str, str]]()
    for text in words:
        name, _colon, rest = text.partition(":")
        word, _equals, meaning = rest.rpartition("=")
        if not (name.strip() and word.strip() and meaning.strip()):
            raise UserError(_("Say what a word means as field:word=meaning, not %s.") % text)
        found.append((name.strip(), word.strip(), meaning.strip()))
    return Decisions(tuple(aside), order, short, year, merged({}, found))  # type: ignore[arg-type]


OURS: Final = frozenset({"row", "outcome", "explanation", "rad", "utfall", "forklaring"})
"""What stands in front of the rows that were left out, when they come back mended."""


def signature(header: Sequence[str]) -> str:
    """What tells files of one source: their headers, in whatever order and spelling."""
    names = {fold(name) for name in header} - OURS
    return sha256("\n".join(sorted(filter(None, names))).encode()).hexdigest()


def merged(known: Meanings, more: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    """Meanings with further ones: (field, word, meaning)."""
    found = {name: dict(words) for name, words in known.items()}
    for name, word, meaning in more:
        found.setdefault(name, {})[word] = meaning
    return found
