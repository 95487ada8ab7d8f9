"""What there are pictures of. A room registers each kind, and says who sees and changes the pictures of one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from kokong.kernel import retention
from kokong.people.api import Actor

from . import rules
from .models import Picture


@dataclass(frozen=True)
class Subject:
    """A kind of subject, as `kind` in ("sign", 3).

    - `may_see`, `may_change`: whether somebody may do so with the pictures of one, by its id; False for what isn't
      there. Asked within their municipality.
    - `said`: what it is called on a page ("Sign 3, Storgatan"); `page`: the address of its own page.
    - `days`: pictures go so long after their subject's end (`api.end`); `purpose` says why they stay until then.
    - `most`: pictures that one subject has at a time. `police`: only that authority sees them.
    """

    kind: str
    may_see: Callable[[Actor, int], bool]
    may_change: Callable[[Actor, int], bool]
    said: Callable[[int], str]
    page: Callable[[int], str]
    days: int
    purpose: str
    most: int = 12
    police: bool = False


_SUBJECTS: Final[dict[str, Subject]] = {}


def register(subject: Subject) -> None:
    """Know a kind from now on; a room does this when its app is ready. Raises ValueError for too long a period."""
    if not 0 <= subject.days <= rules.LONGEST_KEPT:
        raise ValueError(f"Pictures stay at most {rules.LONGEST_KEPT} days after their subject.")
    _SUBJECTS[subject.kind] = subject
    retention.declare(
        retention.Keep(
            Picture, by="ended", days=subject.days, clear=retention.DELETE, told="alt taken_by",
            among=Q(kind=subject.kind), name=f"pictures of a {subject.kind}", purpose=subject.purpose,
        )
    )  # fmt: skip


def subject_of(kind: str) -> Subject | None:
    """The kind of this name; None where nobody has registered it."""
    return _SUBJECTS.get(kind)


def may_see(actor: Actor, kind: str, subject_id: int) -> bool:
    """Whether somebody sees the pictures of one subject; of an unknown kind nobody does."""
    found = subject_of(kind)
    return found is not None and actor.may("picture.see") and found.may_see(actor, subject_id)


def may_change(actor: Actor, kind: str, subject_id: int) -> bool:
    """Whether somebody adds pictures to a subject, describes, blurs and removes them."""
    found = subject_of(kind)
    allowed = found is not None and actor.may("picture.change") and found.may_change(actor, subject_id)
    return allowed and may_see(actor, kind, subject_id)
