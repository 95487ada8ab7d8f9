"""Access tokens: how a map program reads layers in a person's name. They only read, one municipality, a year."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.models import Municipality

from . import members, models
from .values import Actor

LONGEST: Final = timedelta(days=366)
KEPT: Final = timedelta(days=90)
USED_EVERY: Final = timedelta(minutes=5)
MARK: Final = "kokong"  # makes a token that leaked into a file easy to search for


@dataclass(frozen=True)
class Token:
    """A token as lists show it; the secret itself is shown once, when it is made."""

    id: int
    name: str
    created: datetime
    expires: datetime
    used: datetime | None
    owner: str = ""


def make(*, actor: Actor, name: str, expires: datetime, now: datetime) -> tuple[Token, str]:
    """A new token of the actor's, and its secret. Raises UserError for a period that is over or too long."""
    if not now < expires <= now + LONGEST:
        raise UserError(_("A token lasts until a day to come, at most a year from now. Nothing was made."))
    secret = f"{MARK}-{actor.municipality_id}-{secrets.token_urlsafe(32)}"
    membership = models.Membership.objects.get(user_id=actor.user_id, ended=None)
    row = models.Token.objects.create(
        membership=membership,
        name=name,
        digest=_digest(secret),
        created=now,
        expires=expires,
        password_mark=_mark(models.User.objects.get(pk=actor.user_id)),
    )
    audit.record(action="token.made", subject="token", subject_id=row.pk)
    return _value(row), secret


def mine(*, user_id: int, now: datetime) -> tuple[Token, ...]:
    """A person's tokens that open anything in the municipality in scope, the newest first."""
    rows = models.Token.objects.filter(
        membership__user_id=user_id, membership__ended=None, revoked=None, expires__gt=now
    )
    return tuple(_value(row) for row in rows.order_by("-created", "-pk"))


def everybodys(*, now: datetime) -> tuple[Token, ...]:
    """All tokens that open anything in the municipality in scope, the newest first, with their owners' names."""
    rows = models.Token.objects.filter(membership__ended=None, revoked=None, expires__gt=now)
    rows = rows.select_related("membership").order_by("-created", "-pk")
    names = members.names(user_ids=frozenset(row.membership.user_id for row in rows))
    return tuple(replace(_value(row), owner=names[row.membership.user_id]) for row in rows)


def revoke_anybodys(*, token_id: int, now: datetime) -> bool:
    """End a token of the municipality in scope, whose ever it is; False where there is none or it has ended."""
    return _revoke(models.Token.objects.filter(pk=token_id), now)


def revoke(*, token_id: int, user_id: int, now: datetime) -> bool:
    """End one of a person's own tokens; False where it isn't theirs or has ended."""
    return _revoke(models.Token.objects.filter(pk=token_id, membership__user_id=user_id), now)


def _revoke(rows: QuerySet[models.Token], now: datetime) -> bool:
    row = rows.filter(revoked=None).first()
    if row is None or not models.Token.objects.filter(pk=row.pk, revoked=None).update(revoked=now):
        return False
    audit.record(action="token.revoked", subject="token", subject_id=row.pk)
    return True


def find(*, secret: str, now: datetime) -> tuple[int, Actor] | None:
    """The id of a token and whom it stands for; None unless it, its membership and the account are alive.

    A token ends with the password that its person had when it was made.

    Opens the scopes it needs: call it outside of any.
    """
    number = _municipality(secret)
    if number is None:
        return None
    with tenancy.scope(municipality_id=number, authority="municipality"):
        row = (
            models.Token.objects.filter(digest=_digest(secret), revoked=None, expires__gt=now)
            .filter(membership__ended=None)
            .select_related("membership")
            .first()
        )
        if row is None or not _lives_on(row):
            return None
        _mark_used(row, now)
    user_id = row.membership.user_id
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=user_id):
        actor = next((each for each in members.actors_of(user_id=user_id) if each.municipality_id == number), None)
    return (row.pk, actor) if actor else None


def _lives_on(row: models.Token) -> bool:
    """Whether the account that a token belongs to lives, with the password that it had."""
    user = models.User.objects.filter(pk=row.membership.user_id, is_active=True).first()
    if user is None:
        return False
    if not row.password_mark:  # made before tokens ended with the password
        models.Token.objects.filter(pk=row.pk).update(password_mark=_mark(user))
        return True
    return constant_time_compare(row.password_mark, _mark(user))


def _mark(user: models.User) -> str:
    return salted_hmac("kokong.people.token", user.password, algorithm="sha256").hexdigest()[:32]


def _mark_used(row: models.Token, now: datetime) -> None:
    if row.used is None or row.used < now - USED_EVERY:
        models.Token.objects.filter(pk=row.pk).update(used=now)


def _municipality(secret: str) -> int | None:
    """The municipality that a token names, where there is one. Its secret is still to be checked."""
    mark, _dash, rest = secret.partition("-")
    number = rest.partition("-")[0]
    if mark != MARK or not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return int(number) if Municipality.objects.filter(pk=int(number)).exists() else None


def _digest(secret: str) -> str:
    # 256 random bits can't be guessed from their digest; a slow hash would only slow each page of a layer.
    return hashlib.sha256(secret.encode()).hexdigest()


def _value(row: models.Token) -> Token:
    return Token(row.pk, row.name, row.created, row.expires, row.used)
