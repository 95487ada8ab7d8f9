"""How a household proves who they are on the telephone. The code word is kept as a hash: nobody can read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit

from .. import models as rows
from ..access import municipality_of
from ..values import AccountMissing, FieldProblem, Refused
from . import rules
from .models import Routine as Row

SHORTEST: Final = 4
LONGEST: Final = 80
LONGEST_TEXT: Final = 1000


@dataclass(frozen=True)
class Routine:
    """What to ask whoever calls about a home, and whether there is a code word."""

    account_id: int
    text: str
    has_word: bool
    changed_at: datetime | None


def routine(*, account_id: int) -> Routine:
    """A home's routine; an empty one where none is agreed."""
    row = Row.objects.filter(account_id=account_id).first()
    if row is None:
        return Routine(account_id, "", False, None)
    return Routine(account_id, row.text, bool(row.word), row.changed_at)


@transaction.atomic
def set_routine(*, account_id: int, text: str, word: str = "", forget: bool = False, now: datetime) -> Routine:
    """Write down what to ask; `word` is a new code word, left out to keep it, `forget` takes it away.

    Raises AccountMissing, FieldProblem for a word that is too short or too long.
    """
    account = rows.Account.objects.select_for_update().filter(pk=account_id, retired=None).first()
    if account is None:
        raise AccountMissing(_("There is no account %(id)s in service. Nothing was changed.") % {"id": account_id})
    fresh = _hashed(word) if word.strip() else None
    row = Row.objects.filter(account=account).first() or Row(account=account)
    row.municipality_id, row.centre_id = account.municipality_id, account.centre_id
    row.text, row.changed_at = text.strip()[:LONGEST_TEXT], now
    row.word = "" if forget else row.word if fresh is None else fresh
    row.save()
    with municipality_of(account):
        audit.record(action="alarm_account.routine", subject="alarm_account", subject_id=account.pk)
    return routine(account_id=account_id)


def check_word(*, account_id: int, said: str) -> bool:
    """Whether that is the home's code word. Logged. Raises Refused where none is agreed, FieldProblem for none."""
    account = rows.Account.objects.filter(pk=account_id, retired=None).first()
    row = Row.objects.filter(account_id=account_id).first()
    if account is None or row is None or not row.word:
        raise Refused(_("No code word is agreed for this home. Call back on a number of the list."))
    if not rules.plain(said):
        raise FieldProblem(_("Write the word that they say."), field="word")
    right = check_password(rules.plain(said), row.word)
    with municipality_of(account):
        audit.record(
            action="alarm_account.word_checked",
            subject="alarm_account",
            subject_id=account_id,
            detail={"result": "right" if right else "wrong"},
        )
    return right


def _hashed(word: str) -> str:
    plain = rules.plain(word)
    if not SHORTEST <= len(plain) <= LONGEST:
        message = _("A code word has from %(least)d to %(most)d letters and digits. Nothing was changed.")
        raise FieldProblem(message % {"least": SHORTEST, "most": LONGEST}, field="word")
    return make_password(plain)
