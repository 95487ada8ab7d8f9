"""A message just before it is sent: whether it still should be, where to, in whose language, and its words."""

import re
import secrets
from dataclasses import replace
from datetime import datetime
from email.utils import parseaddr
from functools import lru_cache
from typing import Final, cast
from urllib.parse import urlsplit

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kokong.kernel import installation, practice
from kokong.people import api as people

from . import choices, coming_back, devices, kinds, paper, rules, suppression, texting, unsubscribing
from . import models as rows
from .channels.values import Letter
from .rules import Way

CHOOSE: Final = "/account/messages/"
_SUMMARY: Final = re.compile("^(SUMMARY[^:\r\n]*:)", re.MULTILINE)


def due_of(row: rows.Message) -> kinds.Due:
    """What a kind sees of a message: of one of a mailing, the mailing's context and on top of it its own."""
    context = {**(row.mailing.context if row.mailing is not None else {}), **row.context}
    return kinds.Due(
        id=row.pk, because=(row.subject, row.subject_id), turn=row.turn, user_id=row.user_id, whom=row.whom,
        way=cast(Way, row.way), context=context, made=row.made, attempts=row.attempts,
    )  # fmt: skip


def quiet_until(row: rows.Message, kind: kinds.Kind, now: datetime) -> datetime | None:
    """When the quiet hours end that hold for this message now; None where none do."""
    own = choices.quiet_hours(user_id=row.user_id) if row.user_id is not None else None
    return ends_quiet(row, kind, own, now)


def ends_quiet(row: rows.Message, kind: kinds.Kind, own: rules.Quiet | None, now: datetime) -> datetime | None:
    """The same, where what a person who works here has chosen (`own`) is known already.

    What the reader said goes before what the kind says.
    """
    if kind.urgent or row.way not in rules.HEARD:
        return None
    begins, ends = row.quiet_begins, row.quiet_ends
    carried = rules.Quiet(begins, ends) if begins is not None and ends is not None else None
    quiet = own or carried or kind.quiet
    return None if quiet is None else quiet.until(now, timezone.get_default_timezone())


def prepare(row: rows.Message, kind: kinds.Kind, now: datetime) -> Letter | rules.Reason:
    """The letter, or why it is not sent. Asked at each attempt: people change their minds while it waits."""
    person = people.member(user_id=row.user_id, now=now) if row.user_id is not None else None
    if reason := _withheld(row, kind, person):
        return reason
    language = reads(row, person)
    with translation.override(language):
        written = kind.compose(due_of(row), now)
        if written is None:
            return "over"
        return letter(row, kind, written, person, language)


def reads(row: rows.Message, person: people.Person | None) -> str:
    """In which language a message is written."""
    return (person.language if person else row.language) or row.municipality.language


def _withheld(row: rows.Message, kind: kinds.Kind, person: people.Person | None) -> rules.Reason | None:
    if row.user_id is not None:
        if person is None:
            return "gone"
        if not choices.wants(kind, cast(Way, row.way), user_id=row.user_id):
            return "off"
    if kind.consent and not people.consent.holds(subject=subject(row), purpose=kind.consent):
        return "consent"
    to = email(row, kind, person)
    return outside(row) or nowhere(row, to) or _taken_by_nobody(row, kind, to)


def outside(row: rows.Message) -> rules.Reason | None:
    """A drill is told to nobody but those who take part, and they have an account there."""
    return "drill" if row.user_id is None and row.municipality.practice_of_id else None


def nowhere(row: rows.Message, to: str) -> rules.Reason | None:
    """Why a message can't be sent anywhere; `to` is its e-mail address."""
    if row.way == "push" and not devices.any_of(user_id=row.user_id or 0):
        return "device"
    if row.way == "sms" and not texting.goes(row.municipality.code):
        return "not_set_up"
    return "address" if (row.way == "email" and not to) or (row.way == "sms" and not row.phone) else None


def _taken_by_nobody(row: rows.Message, kind: kinds.Kind, to: str) -> rules.Reason | None:
    """What must arrive knows no unsubscription and no list: whoever writes it is waited for."""
    if not kind.purpose or row.way not in {"email", "sms"}:
        return None
    address = row.phone if row.way == "sms" else to
    held = suppression.among(addresses=frozenset({address}), purpose=kind.purpose)
    return "suppressed" if address in held else None


def email(row: rows.Message, kind: kinds.Kind, person: people.Person | None) -> str:
    """The address that a message goes to by e-mail; empty where there is none."""
    if person is not None:
        return person.email
    return kind.reach(due_of(row)) if kind.reach else row.email


def subject(row: rows.Message) -> tuple[str, int]:
    """Who must have agreed: the person, or what the address was known as."""
    return subject_of(row.user_id, row.whom)


def subject_of(user_id: int | None, whom: str) -> tuple[str, int]:
    """The same, of what is told in a digest."""
    if user_id is not None:
        return "user", user_id
    kind, _, number = whom.partition(" ")
    return kind, int(number) if number.isdigit() else 0


def letter(
    row: rows.Message, kind: kinds.Kind, written: kinds.Said, person: people.Person | None, language: str
) -> Letter:
    """What goes out of what a kind has written for a message."""
    here = installation.current().url
    url = here + written.url if written.url else here
    written = _as_drill(written) if row.municipality.practice_of_id else written
    to = email(row, kind, person)
    leave = _leave(row, kind, to, language) if kind.purpose and row.way == "email" else ""
    text = [
        written.text, url if written.url else "", _choice(here) if kind.may_turn_off else "",
        _("No more of these letters? %(url)s") % {"url": leave} if leave else "",
    ]  # fmt: skip
    return Letter(
        way=cast(Way, row.way),
        email=to,
        phone=row.phone,
        devices=devices.devices(user_id=row.user_id) if row.way == "push" and row.user_id else (),
        title=" ".join(written.title.split()),
        text="\n\n".join(part for part in text if part),
        plain=written.text,
        shown=" ".join(written.title.split()) if kind.for_everybody else _kind(row, kind),
        url=written.url or "/",
        tag=f"{row.kind} {row.subject_id}",
        message_id=row.message_id or _new_id(row),
        urgent=kind.urgent,
        twice=kind.twice,
        language=language,
        calendar=written.calendar,
        html=_other_form(written, url if written.url else "", leave, language),
        unsubscribe=leave,
        list_id=f"<{kind.purpose}.{row.municipality.code}.{_domain()}>" if leave else "",
        gateway=texting.gateway(row.municipality.code) if row.way == "sms" else "",
        comes_back=_comes_back(row) if row.way == "email" else "",
    )


def _kind(row: rows.Message, kind: kinds.Kind) -> str:
    return f"{practice.word()}: {kind.title}" if row.municipality.practice_of_id else str(kind.title)


def _as_drill(written: kinds.Said) -> kinds.Said:
    """The word for a drill first, wherever somebody begins to read."""
    word = practice.word()
    html = f"<p><strong>{word}</strong></p>{written.html}" if written.html else ""
    said = replace(written, title=f"{word}: {written.title}", text=f"{word}\n\n{written.text}".strip(), html=html)
    found = written.calendar
    return replace(said, calendar=found and replace(found, text=_SUMMARY.sub(rf"\1{word}: ", found.text)))


def _comes_back(row: rows.Message) -> str:
    domain = installation.current().mail.bounce_domain
    return coming_back.address(municipality_id=row.municipality_id, message_id=row.pk, domain=domain)


def _other_form(written: kinds.Said, url: str, leave: str, language: str) -> str:
    if not written.html:
        return ""
    return paper.page(written.html, title=" ".join(written.title.split()), language=language, url=url, leave=leave)


def _leave(row: rows.Message, kind: kinds.Kind, to: str, language: str) -> str:
    other = language if language != row.municipality.language else ""
    return unsubscribing.url(address=to, purpose=kind.purpose, whom=row.whom, language=other)


def _choice(here: str) -> str:
    return _("What you are told, and how, you choose at %(url)s") % {"url": here + CHOOSE}


def _new_id(row: rows.Message) -> str:
    """Made once and kept through every attempt, under the sender's own domain; says whose it is, to us."""
    return f"<{row.municipality_id}.{row.pk}.{secrets.token_hex(8)}@{_domain()}>"


def _domain() -> str:
    """The sender's own; where that is no name in the world, the site's."""
    here = installation.current()
    return _domain_of(here.sender, here.url)


@lru_cache(maxsize=8)
def _domain_of(address: str, url: str) -> str:
    sender = parseaddr(address)[1].rpartition("@")[2]
    return sender if "." in sender else urlsplit(url).hostname or sender
