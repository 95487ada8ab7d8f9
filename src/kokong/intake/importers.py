"""What a room says of a kind of file that it takes in, once; everything else is done here for all of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kokong.kernel.errors import UserError
from kokong.tables import fold, match

from .columns import Ways
from .hidden import Seals
from .row import Row
from .values import Placed, Taken
from .vocabulary import Vocabulary

STEP: Final = 50
"""Rows that are taken in one transaction, where an importer says nothing else."""

Words = str | Promise
Guess = Callable[[str, Sequence[object]], Sequence[str]]
"""The fields that a column may tell, the likeliest first: by its folded header, and its cells."""


@dataclass(frozen=True)
class Field:
    """Something that a column may tell. `guesses` are headers by comma, in any language; key and title are, too.

    `police`: only the police see and import it. `secret`: its cells are never seen again (`Importer.seals`).
    `tells` a time or an address: such cells are looked at for the whole file, or taken only where they are text.
    `vocabulary` says, in the scope of the import, what cells mean.
    """

    key: str
    title: Words
    required: bool = False
    guesses: str = ""
    police: bool = False
    secret: bool = False
    tells: Literal["", "time", "address"] = ""
    vocabulary: Callable[[], Vocabulary] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The headers that it goes by."""
        return _folded(self.key.replace("_", " "), self.guesses, str(self.title))


@dataclass(frozen=True)
class Need:
    """What a row can't do without, told by one of several sets of fields: an address, or x and y."""

    what: Words
    ways: Ways


@dataclass(frozen=True)
class Doubt:
    """A kind of column that may change what the rows mean, and so is never passed over in silence.

    `tells` knows more headers (folded) than `guesses` can list. Where its key is a field's and a column is used as
    that, no other column of the kind is asked about.
    """

    key: str
    question: Words
    guesses: str = ""
    tells: Callable[[str], bool] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The headers that it goes by."""
        return _folded(self.key.replace("_", " "), self.guesses)


class Take(Protocol):
    """Takes one row, in a transaction of its own. Raises Already, and UserError for a row that can't be taken."""

    def __call__(self, row: Row, *, now: datetime) -> Taken:
        """Write what the row tells."""


class Together(Protocol):
    """Takes the rows of a step at once, each wholly or not at all: the same outcome as by `Take`, one by one.

    It writes nothing of a row that it refuses. Where somebody else wrote the same meanwhile the database refuses
    them all, and they are taken one by one.
    """

    def __call__(self, rows: Sequence[Row], /, *, now: datetime) -> Sequence[Taken | UserError]:
        """What became of each row, in their order."""


class Places(Protocol):
    """Says where rows lie, all at once and without writing; also of each row that lies nowhere, and why."""

    def __call__(self, rows: Sequence[Row], *, now: datetime) -> Sequence[Placed]:
        """The places, by row; a row that may be meant for several homes has as many."""


class Ahead(Protocol):
    """Looks up at once what the rows of a step mean, so that each needn't ask by itself. Writes nothing."""

    def __call__(self, rows: Sequence[Row]) -> Mapping[int, object]:
        """What is known of rows, by their lines; `take` finds it as the row's `ahead`. It may leave rows out."""


@dataclass(frozen=True)
class Importer:
    """A kind of file. `name` stands in addresses, `may` is an action of `people.rules`.

    `action` is what the log says of a finished import, with its counts. `begin` comes before each step's first
    row (to hold a lock), then `ahead` looks up what its rows mean; `together` takes them at once. `step`: how many
    rows are written in one transaction. `guesses` tells columns that no field's words
    name. `says` puts into words what a row would become, by the id that `take` gave, and `places` where they lie,
    for a map. `waits` says for whom rows wait ("of them wait for the police");
    `hint` stands above the columns, `remark` below the upload; `back` is the route of the page that the import
    belongs to, and what it is called. `seals` are for files with secrets in them (`hidden`). `changes` says of how
    many of the taken rows something was there already and has been changed.
    """

    name: str
    title: Words
    take: Take
    may: str
    action: str
    back: tuple[str, Words]
    fields: tuple[Field, ...] = ()
    needs: tuple[Need, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    begin: Callable[[], None] | None = None
    ahead: Ahead | None = None
    together: Together | None = None
    step: int = STEP
    guesses: Guess | None = None
    says: Callable[[int], str] | None = None
    places: Places | None = None
    waits: Words = ""
    seals: Seals | None = None
    changes: Words = ""
    hint: Words = ""
    remark: Words = ""

    def told(self, *, police: bool) -> tuple[Field, ...]:
        """The fields that somebody may import."""
        return tuple(field for field in self.fields if police or not field.police)

    def guess(self, header: Sequence[str], cells: Sequence[Sequence[object]] = ()) -> dict[str, str]:
        """`{field: header}` for the columns that say what they are, each field once.

        By the words of the fields, then by what the room makes of further headers and of the `cells` below them.
        """
        found = match(header, {field.key: field.words for field in self.fields})
        if self.guesses is None:
            return found
        used = set(found.values())
        for at, name in enumerate(header):
            if not name or name in used:
                continue
            column = [row[at] for row in cells if at < len(row)]
            field = next((key for key in self.guesses(fold(name), column) if key not in found), "")
            if field:
                found[field] = name
                used.add(name)
        return found

    @property
    def wanted(self) -> Iterator[Need]:
        """Everything that a row can't do without."""
        yield from self.needs
        yield from (Need(field.title, ((field.key,),)) for field in self.fields if field.required)

    @property
    def secrets(self) -> frozenset[str]:
        """The fields whose cells are never seen again."""
        return frozenset(field.key for field in self.fields if field.secret)

    @property
    def titles(self) -> dict[str, Words]:
        """What each field is called."""
        return {field.key: field.title for field in self.fields}


@dataclass(frozen=True)
class Whole:
    """A kind of file that is imported as a whole, on pages of its own; else as an Importer has it."""

    name: str
    may: str
    subject: Words


_importers: Final[dict[str, Importer]] = {}
_whole: Final[dict[str, Whole]] = {}


def register_whole(kind: Whole) -> None:
    """Make a kind of file known that has pages of its own."""
    _whole[kind.name] = kind


def kinds() -> list[tuple[str, str, str]]:
    """All kinds of files: name, what they are about, and who may import them."""
    rows = [(each.name, str(each.back[1]), each.may) for each in everyone()]
    return rows + [(each.name, str(each.subject), each.may) for each in _whole.values()]


def register(importer: Importer) -> None:
    """Make a kind of file known; a room does this in its AppConfig.ready. Raises ValueError for two of a name."""
    known = _importers.setdefault(importer.name, importer)
    if known != importer:
        raise ValueError(f"Two rooms import {importer.name!r}.")


def everyone() -> tuple[Importer, ...]:
    """All kinds of files, by title."""
    return tuple(sorted(_importers.values(), key=lambda each: str(each.title)))


def find(*, name: str) -> Importer | None:
    """The importer with a name."""
    return _importers.get(name)


def title_of(name: str) -> str:
    """What an importer's files are about; a measure that is no longer there has left its name."""
    return next((about for kind, about, _may in kinds() if kind == name), _("Import (%s)") % name)


def _folded(*words: str) -> tuple[str, ...]:
    each = (fold(word) for several in words for word in several.split(","))
    return tuple(dict.fromkeys(filter(None, each)))
