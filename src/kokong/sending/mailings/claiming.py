"""The next letter claimed and the one before written down, in one round trip: what happens for each of thousands.

One commit a letter, as decision 91 has it. Everything that is not plain goes through `handing`'s scopes.
"""

from datetime import datetime
from typing import Any, Final

from kokong.kernel import tenancy

from .. import delivery, rules
from .. import models as rows
from ..channels.values import Letter
from ..delivery import Came
from ..segments import sms_parts

PLAIN: Final = frozenset({"send", "refuse", "put_off"})
_WRITE: Final = """
UPDATE sending_message SET state = %s, answer = %s, next_try = %s, sent = COALESCE(%s, sent), job = NULL
WHERE id = %s AND state = 'sending' AND attempts = %s
"""
_CLAIM: Final = """
UPDATE sending_message SET state = 'sending', attempts = attempts + 1, claimed = %s, next_try = NULL,
    message_id = %s, language = %s, parts = %s
WHERE id = %s AND state = 'waiting' AND job = %s AND attempts = %s
    AND EXISTS (SELECT 1 FROM sending_mailing WHERE id = %s AND state = 'running')
"""


def is_plain(row: rows.Message, came: Came) -> bool:
    """Whether nothing but the message's own row has to know what came of it."""
    carried = came.carried
    return (
        row.way in {"email", "sms"} and came.action in PLAIN and not (came.nobody or carried.gone or carried.took)
    )


def go_on(
    before: tuple[rows.Message, Came],
    following: tuple[rows.Message, Letter],
    *,
    municipality_id: int,
    job: int,
    now: datetime,
) -> tuple[bool, bool]:
    """Write down the one before and claim the following; whether each was done. Opens the scope that it needs."""
    row, letter = following
    written, claimed = tenancy.at_once(
        [(_WRITE, _became(*before, now)), (_CLAIM, _taken(row, letter, job, now))], municipality_id=municipality_id
    )
    if claimed:
        take(row, letter)
    return bool(written), bool(claimed)


def take(row: rows.Message, letter: Letter) -> None:
    """The row as the database has it since it was claimed."""
    row.state, row.attempts, row.message_id = "sending", row.attempts + 1, letter.message_id


def parts(row: rows.Message, letter: Letter) -> int:
    """As what a text message counts; 0 for every other."""
    return sms_parts(letter.plain).parts if row.way == "sms" else 0


def _became(row: rows.Message, came: Came, now: datetime) -> list[Any]:
    at = now + came.after if came.after is not None else None
    sent = now if came.action == "send" else None
    return [rules.MESSAGE.after("sending", came.action), delivery.fit(came.answer), at, sent, row.pk, row.attempts]


def _taken(row: rows.Message, letter: Letter, job: int, now: datetime) -> list[Any]:
    mine = [row.pk, job, row.attempts, row.mailing_id]
    return [now, letter.message_id, letter.language, parts(row, letter), *mine]
