"""Texts as other rooms and pages see them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from kokong.kernel.errors import UserError

from . import looking, marking, rules


@dataclass(frozen=True)
class Words:
    """What a text says: `body` is CommonMark."""

    title: str
    lead: str
    body: str

    @property
    def html(self) -> SafeString:
        """The body as everybody will see it, on a page of the staff's."""
        return marking.html(self.body, looking.for_staff)

    def html_for_everybody(self, *, page: str = "") -> SafeString:
        """The body as everybody sees it; `page` is the address of the public page that it belongs to."""
        return marking.html(self.body, lambda number: looking.for_everybody(number, page=page))


@dataclass(frozen=True)
class Text:
    """A text, and the words of its newest revision. `covers`: what else an approval of it covers, a line each."""

    id: int
    kind: str
    slug: str
    language: str
    both: bool
    state: str
    proposed_by: str
    newest: int
    shown: int | None
    shown_since: datetime | None
    publish_at: datetime | None
    expires: datetime | None
    changed: datetime
    words: Words
    covers: tuple[str, ...] = ()

    @property
    def standing(self) -> rules.Standing:
        """How it stands, for the rules."""
        return rules.Standing(self.state, self.both, self.proposed_by, self.shown is not None)


@dataclass(frozen=True)
class Revision:
    """The words as they were saved once; `by` is a user's number as long as that is known."""

    number: int
    words: Words
    at: datetime
    by: int | None
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One line of what was done."""

    move: str
    revision: int
    said: str
    at: datetime
    by: int | None


@dataclass(frozen=True)
class Shown:
    """What everybody reads."""

    slug: str
    language: str
    words: Words
    since: datetime
    until: datetime | None = None


class TextMissing(UserError):
    """There is no such text in this municipality."""

    status = 404


class Refused(UserError):
    """The text can't be saved or moved like this; the message says why, `field` where it is about one."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field or None


class LeadsElsewhere(Refused):
    """Another text had this address, which leads there; it is taken only knowingly (`again`)."""


class Meanwhile(UserError):
    """Somebody else has saved the text since this person opened it; `theirs` is what stands now."""

    def __init__(self, message: str, *, theirs: Revision) -> None:
        super().__init__(message)
        self.theirs = theirs
