"""What crosses the door of the picture, and what it is made of."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, ClassVar, Literal

from kokong.kernel.errors import UserError

Numbers = Mapping[str, Any]
"""What a part was counted to be: JSON values, without a word of any language."""
Drawn = Literal["", "bars", "columns", "heat"]


class Refused(UserError):
    """It can't be done now; nothing was changed. `field` is what of the form is wrong, if one is."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class VersionMissing(UserError):
    """There is no such version here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


@dataclass(frozen=True)
class Asked:
    """The time that a picture is of: from `since` up to `until`, which is not included."""

    since: date
    until: date


@dataclass(frozen=True)
class Row:
    """A line of a part's table: what it is of, what it says, and how long its bar is (None: no bar)."""

    label: str
    said: str
    value: float | None = None
    url: str = ""


@dataclass(frozen=True)
class Body:
    """A part in one language, without its title. `heat` is what a picture by weekday and hour is drawn from, with
    its rows' names in `rows`."""

    sentence: str
    rows: tuple[Row, ...] = ()
    drawn: Drawn = ""
    heat: tuple[tuple[float, ...], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Said:
    """A part as it is read, in one language: also as it is frozen."""

    code: str
    title: str
    source: str
    body: Body
    counted: bool = True

    def as_data(self) -> dict[str, Any]:
        """The same as JSON."""
        return asdict(self)

    @staticmethod
    def of(data: Mapping[str, Any]) -> "Said":
        """What `as_data` gave."""
        body = data["body"]
        rows = tuple(Row(**row) for row in body["rows"])
        heat = tuple(tuple(line) for line in body["heat"])
        return Said(data["code"], data["title"], data["source"],
                    Body(body["sentence"], rows, body["drawn"], heat, body["note"]), data["counted"])  # fmt: skip


@dataclass(frozen=True)
class Text:
    """What the analysts say beside the figures: the act's three headings, and what follows from them."""

    mapping: str = ""
    other: str = ""
    analysis: str = ""
    conclusions: str = ""


@dataclass(frozen=True)
class Draft:
    """The text as it stands now. `edition` counts how often it was changed, so that nobody overwrites another."""

    text: Text
    edition: int
    at: datetime | None = None
    by: int | None = None


@dataclass(frozen=True)
class Version:
    """A frozen picture. `parts` are as they were said then, by language."""

    id: int
    number: int
    at: datetime
    by: int | None
    asked: Asked
    text: Text
    numbers: Mapping[str, Numbers] = field(default_factory=dict)
    parts: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)

    def said(self, language: str) -> tuple[Said, ...]:
        """Its parts in a language that it was frozen in, else in the first."""
        return self.parts.get(language) or next(iter(self.parts.values()), ())


@dataclass(frozen=True)
class Changed:
    """A line of a part that says two things: in one version and in another, or then and now."""

    label: str
    first: str
    second: str


@dataclass(frozen=True)
class Difference:
    """A part of two pictures side by side; None where one of them doesn't have it."""

    title: str
    first: Said | None
    second: Said | None
    changed: tuple[Changed, ...]

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return self.first is not None and self.second is not None and self.first.body == self.second.body
