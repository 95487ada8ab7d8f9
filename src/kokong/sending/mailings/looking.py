"""Some messages of a mailing just before they are sent: which still are, where to, and in which words.

Asked for some at once, in a few statements: that is what makes many letters quick. `handing` asks again for what
it has not sent within seconds.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.utils import translation

from kokong.people import api as people

from .. import choices, kinds, preparing, suppression
from .. import models as rows
from ..channels.values import Letter
from ..rules import Reason, Way

Found = Letter | Reason | datetime
"""A letter; or why it isn't sent; or when to look again."""
Verdict = Callable[[rows.Message], Reason | datetime | None]


@dataclass(frozen=True)
class _Seen:
    """What is known of the recipients of some messages."""

    kind: kinds.Kind
    now: datetime
    persons: Mapping[int, people.Person]

    def person(self, row: rows.Message) -> people.Person | None:
        return self.persons.get(row.user_id or 0)

    def email(self, row: rows.Message) -> str:
        return preparing.email(row, self.kind, self.person(row))


def look(messages: Sequence[rows.Message], kind: kinds.Kind, now: datetime) -> list[Found]:
    """What becomes of each message, in their order. All are of one mailing, and of one kind."""
    users = frozenset(row.user_id for row in messages if row.user_id is not None)
    seen = _Seen(kind, now, people.colleagues(user_ids=users))
    verdicts = (
        _gone(seen), _over(seen), _unwilling(seen), _unasked(seen, messages), preparing.outside, _nowhere(seen),
        _suppressed(seen, messages), _disagrees(seen, messages), _quiet(seen),
    )  # fmt: skip
    return [_first(verdicts, row) or _written(row, seen) for row in messages]


def _first(verdicts: Sequence[Verdict], row: rows.Message) -> Reason | datetime | None:
    found = (verdict(row) for verdict in verdicts)
    return next((each for each in found if each is not None), None)


def _written(row: rows.Message, seen: _Seen) -> Letter | Reason:
    language = preparing.reads(row, seen.person(row))
    with translation.override(language):
        said = seen.kind.compose(preparing.due_of(row), seen.now)
        return "over" if said is None else preparing.letter(row, seen.kind, said, seen.person(row), language)


def _gone(seen: _Seen) -> Verdict:
    return lambda row: "gone" if row.user_id is not None and seen.person(row) is None else None


def _over(seen: _Seen) -> Verdict:
    return lambda row: "over" if seen.now > row.made + seen.kind.lasts else None


def _unwilling(seen: _Seen) -> Verdict:
    wanted = choices.willing(seen.kind, user_ids=frozenset(seen.persons))
    return lambda row: "off" if row.user_id is not None and not wanted(row.user_id, cast(Way, row.way)) else None


def _unasked(seen: _Seen, messages: Sequence[rows.Message]) -> Verdict:
    """Who has not agreed to what needs an agreement."""
    if not seen.kind.consent:
        return lambda _row: None
    asked: dict[str, set[int]] = defaultdict(set)
    for row in messages:
        subject, number = preparing.subject(row)
        asked[subject].add(number)
    agreed = {
        subject: people.consent.holding(kind=subject, purpose=seen.kind.consent, ids=numbers)
        for subject, numbers in asked.items()
    }
    return lambda row: None if _number(row) in agreed[preparing.subject(row)[0]] else "consent"


def _number(row: rows.Message) -> int:
    return preparing.subject(row)[1]


def _nowhere(seen: _Seen) -> Verdict:
    return lambda row: preparing.nowhere(row, seen.email(row))


def _suppressed(seen: _Seen, messages: Sequence[rows.Message]) -> Verdict:
    """Whose address takes nothing from us, or who wants nothing of this purpose."""
    to = {row.pk: row.phone if row.way == "sms" else seen.email(row) for row in messages if row.way in _REACHED}
    held = suppression.among(addresses=frozenset(to.values()), purpose=seen.kind.purpose)
    return lambda row: "suppressed" if to.get(row.pk, "") in held else None


_REACHED = ("email", "sms")


def _disagrees(seen: _Seen, messages: Sequence[rows.Message]) -> Verdict:
    if seen.kind.agree is None:
        return lambda _row: None
    agreed = frozenset(seen.kind.agree([preparing.due_of(row) for row in messages], seen.now))
    return lambda row: None if row.pk in agreed else "consent"


def _quiet(seen: _Seen) -> Verdict:
    hours = choices.quiet_hours_of(user_ids=frozenset(seen.persons))
    return lambda row: preparing.ends_quiet(row, seen.kind, hours.get(row.user_id or 0), seen.now)
