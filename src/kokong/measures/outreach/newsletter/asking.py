"""Asked for on the public page, begun when the button is pressed to which the letter's link leads.

Whoever asks is told the same whether or not the address is known.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.models import Municipality
from kokong.people import api as people
from kokong.places import api as places
from kokong.sending import api as sending

from .. import models as rows
from .. import rules
from ..values import Refused
from . import letters, links

HOURLY: Final = 120  # links that a municipality's page sends within an hour
AGAIN: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class Wish:
    """What somebody fills in who wants the newsletter: of which areas and kinds of home (none: of all)."""

    email: str
    areas: tuple[int, ...] = ()
    homes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What a link opens: in which municipality, for which address, in which words; `used` where it has begun."""

    municipality: Municipality
    address: str
    words: str
    used: bool


def ask(*, place: Municipality, wish: Wish, now: datetime) -> None:
    """Send a link to the address: to confirm, or to what is theirs where they have. Nobody is told which.

    Raises Refused where very many ask within an hour.
    """
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        not_too_many(now)
        links.as_address(wish.email)
        _send(_known(wish) or _write(wish, now), now)
        links.as_nobody()


def ask_again(*, place: Municipality, email: str, now: datetime) -> None:
    """Send whoever is known by an address a fresh link; nobody is told whether there is any. Raises Refused."""
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        not_too_many(now)
        links.as_address(email)
        row = _row(email)
        if row is not None:
            _send(row, now)
        links.as_nobody()


def look(*, secret: str, now: datetime) -> Shown | None:
    """What a link is for; None where it doesn't hold. Changes nothing, whoever looks."""
    with links.opened(secret, "confirm", now) as found:
        return None if found is None else _shown(found)


def confirm(*, secret: str, now: datetime) -> Shown | None:
    """Let the subscription begin, once; None where the link doesn't hold. Confirmed twice it says so.

    The words that were shown are kept with the day. Whoever left before is taken back, since the link came by
    their address.
    """
    with links.opened(secret, "confirm", now) as found:
        if found is None:
            return None
        shown = _shown(found)
        if not found.used:
            begin(found.row, words=shown.words, now=now)
            sending.opted_in(address=found.row.email, purpose=letters.PURPOSE)
        return shown


def begin(row: rows.Subscriber, *, words: str, now: datetime) -> None:
    """They have it from now on, in the words that they were shown."""
    rows.Subscriber.objects.filter(pk=row.pk).update(confirmed=now)
    subject = (letters.SUBJECT, row.pk)
    people.consent.given(subject=subject, purpose=letters.CONSENT, text=words, channel="page", now=now)
    audit.record(action="newsletter.begun", subject=letters.SUBJECT, subject_id=row.pk)


def fitting(*, areas: tuple[int, ...], homes: tuple[str, ...]) -> tuple[list[int], list[str]]:
    """Those that there are of some areas and kinds of home."""
    known = {area.id for area in places.areas()}
    return [each for each in areas if each in known], [each for each in rules.HOMES if each in homes]


def _row(email: str) -> rows.Subscriber | None:
    found = rows.Subscriber.objects.select_for_update(no_key=True).filter(email__iexact=email)
    first: rows.Subscriber | None = found.first()
    return first


def _known(wish: Wish) -> rows.Subscriber | None:
    """Who has the address. Only as long as nobody has proven it, what is asked for last is what is wanted."""
    row = _row(wish.email)
    if row is not None and row.confirmed is None:
        areas, homes = fitting(areas=wish.areas, homes=wish.homes)
        rows.Subscriber.objects.filter(pk=row.pk).update(areas=areas, homes=homes)
    return row


def _write(wish: Wish, now: datetime) -> rows.Subscriber:
    areas, homes = fitting(areas=wish.areas, homes=wish.homes)
    row: rows.Subscriber = rows.Subscriber.objects.create(
        email=wish.email.strip().lower(), areas=areas, homes=homes, language=(get_language() or "sv")[:5],
        asked=now - AGAIN,
    )  # fmt: skip
    return row


def _send(row: rows.Subscriber, now: datetime) -> None:
    """A link, unless one went a moment ago. It ends the one before."""
    if row.asked + AGAIN > now:
        return
    rows.Subscriber.objects.filter(pk=row.pk).update(asked=now)
    sending.send(
        kind=letters.LINK, to=letters.to(row), because=(letters.SUBJECT, row.pk), turn=now.isoformat(), now=now
    )


def not_too_many(now: datetime) -> None:
    """Write down that somebody asks for a link or a code. Raises Refused where very many do within an hour."""
    if rows.Asking.objects.filter(at__gt=now - timedelta(hours=1)).count() >= HOURLY:
        raise Refused(_("Very many are asking right now. Nothing was sent: try again in an hour."))
    rows.Asking.objects.create(at=now)


def _shown(found: links.Opened) -> Shown:
    return Shown(found.place, found.row.email, letters.words(found.place), found.used)
