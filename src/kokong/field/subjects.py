"""What can be recorded on a phone. A measure registers each kind of subject that its people walk to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.utils.functional import Promise
from pydantic import AwareDatetime, BaseModel, Field

from kokong.kernel.errors import UserError

Status = Literal["stored", "already", "conflict", "refused"]
Words = Mapping[str, str | Promise | Mapping[str, str | Promise]]
Id = Annotated[int, Field(gt=0, lt=2**63)]


class Record(BaseModel):
    """What every record has; a kind adds its own, first of all its subject's id, under the kind's name.

    `kind` is what is told ("visit", "undo"); `at` the phone's clock; `shown` the pass (`passes.py`).
    """

    id: UUID
    kind: str
    at: AwareDatetime
    shown: Annotated[str, Field(alias="pass", max_length=100)] = ""


@dataclass(frozen=True)
class Taking:
    """By whom and when a record was made.

    `at` is the phone's time put right by `skew`; `handed`, whether the subject was this person's when the phone
    last heard of it.
    """

    user_id: int
    at: datetime
    skew: timedelta
    handed: bool
    now: datetime


@dataclass(frozen=True)
class Photo:
    """A photo that was taken with a record, by the record's own id on the phone."""

    record: UUID
    subject_id: int


@dataclass(frozen=True)
class Taken:
    """What became of a record, with a sentence for the person where there is something to say."""

    status: Status
    message: str = ""


@dataclass(frozen=True)
class Work:
    """One list of subjects to walk to, as the page *My rounds* shows it.

    `key` is its path under `/field/` ("rounds/7"): its page is there, its state under `/field/api/`.
    `take` is the address that makes a free one mine, "" where it is mine. `where` and `left` are sentences;
    `total`, `tried` and `done` fill the ring.
    """

    key: str
    title: str
    where: str
    left: str
    due: datetime
    total: int
    tried: int
    done: int
    take: str = ""


@dataclass(frozen=True)
class Subject:
    """A kind of subject.

    - `kind`: its name on the wire: a record names its subject by it, `{"door": 12}`.
    - `record`: the checked shape of a record of it.
    - `take`: stores one record, in a savepoint of its own. It must take the same id once only ("already"), and
      raises UserError for what can never be stored, with words; anything else raised makes the phone try again.
    - `work`: a person's lists, own and free ones: `work(user_id=…, now=…)`.
    - `order`: which records of one subject go first. `passing`: those that are worth nothing later, so that
      no phone counts them as waiting.
    - `words`, `codes`: what the script says; `urls`: the kind's own pages, below `/field/`.
    - `lists`: instead of own pages, `lists(number=…, user_id=…, now=…)` gives a `Listing` or None, for the page
      `/field/<path>/<number>/` of whoever may do `may`.
    - `photo`, where photos are taken of it: `photo(photo, by)` says what a photo is of, as `pictures` knows it
      (("sign", 7)); None while its record isn't here yet. It raises UserError for what may never be kept.
    - `contact`: whom people in the field call, with `phone` and `dial`; None for nobody.
    """

    kind: str
    record: type[Record]
    take: Callable[[Any, Taking], Taken]
    work: Callable[..., Sequence[Work]]
    order: tuple[str, ...] = ()
    passing: frozenset[str] = frozenset()
    words: Words = field(default_factory=dict)
    codes: Callable[[], Mapping[str, Mapping[str, str]]] = dict
    urls: str = ""
    lists: Callable[..., Any] | None = None
    path: str = ""
    may: str = ""
    photo: Callable[[Photo, Taking], tuple[str, int] | None] | None = None
    contact: Callable[[], Any] | None = None


class Refused(UserError):
    """A record that can never be stored."""


_SUBJECTS: Final[dict[str, Subject]] = {}


def keep(subject: Subject) -> None:
    """Know a kind from now on; see `words.register`."""
    if subject.kind in Record.model_fields or subject.kind not in subject.record.model_fields:
        raise ValueError(f"A record of a {subject.kind} must say which one in a field of that name.")
    _SUBJECTS[subject.kind] = subject


def all_subjects() -> tuple[Subject, ...]:
    """Every kind, in the order in which measures registered them."""
    return tuple(_SUBJECTS.values())


def subject_of(raw: Any) -> Subject | None:
    """Of which kind a record is; None where it names none, or several."""
    if not isinstance(raw, dict):
        return None
    named = [subject for kind, subject in _SUBJECTS.items() if kind in raw]
    return named[0] if len(named) == 1 else None
