"""Texts written, and moved from a draft to what everybody reads. Each move needs a sentence."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import audit, public
from kokong.people import api as people

from . import addressing, album, editions, jobs, kinds, reading, rules
from . import models as rows
from .values import Meanwhile, Refused, Text, TextMissing, Words


@transaction.atomic
def write(
    *,
    kind: str,
    language: str,
    words: Words,
    both: bool = False,
    slug: str = "",
    covers: Sequence[str] = (),
    again: bool = False,
    actor: people.Actor,
    now: datetime,
) -> Text:
    """A new draft; without `slug` its address is made from the title. Raises Refused, LeadsElsewhere.

    `again`: take an address that leads to another text now, because that had it before.

    `covers`: what else an approval covers, in words, a line each: the ways and days on which a campaign is sent.
    """
    said, known = _fit(words), kinds.kind_of(kind)
    if known is None or language not in rules.LANGUAGES:
        raise Refused(_("Choose a kind and a language. Nothing was kept."))
    end = rules.slug(slug or said.title)
    if not end:
        raise Refused(_("The title needs a letter. Nothing was kept."), field="title")
    addressing.ask(kind, end, again=again)
    try:
        with transaction.atomic():
            row = rows.Text.objects.create(
                kind=kind, slug=end, language=language, both=both or known.both, made=now, changed=now
            )
    except IntegrityError as error:
        raise Refused(
            _("There is a text with this title already. Give it another title. Nothing was kept."), field="title"
        ) from error
    newest = _keep(row, said, _lines(covers), number=1, actor=actor, now=now)
    editions.remember(row)
    note(row, "written", said="", actor=actor, now=now)
    return reading.of(row, newest)


@transaction.atomic
def rewrite(
    *,
    text_id: int,
    words: Words,
    based_on: int,
    covers: Sequence[str] | None = None,
    actor: people.Actor,
    now: datetime,
) -> Text:
    """Save other words as a new revision, which is a draft; what everybody reads stays until it is published.

    `based_on` is the revision that the person had opened. Without `covers` those lines stay. The same again
    changes nothing. Raises TextMissing, Refused, and Meanwhile where somebody else has saved since.
    """
    row, said = locked(text_id), _fit(words)
    newest = rows.Revision.objects.get(text=row, number=row.newest)
    lines = newest.covers if covers is None else _lines(covers)
    if (newest.title, newest.lead, newest.body, newest.covers) == (said.title, said.lead, said.body, lines):
        return reading.of(row, newest)
    if row.newest != based_on:
        raise Meanwhile(
            _("Somebody else has saved this text meanwhile. Your words are kept here: take over what you need."),
            theirs=reading.revision_of(newest),
        )
    newest = _keep(row, said, lines, number=row.newest + 1, actor=actor, now=now)
    row.newest, row.state, row.proposed_by, row.publish_at, row.changed = newest.number, "draft", "", None, now
    row.save(update_fields=["newest", "state", "proposed_by", "publish_at", "changed"])
    note(row, "rewritten", said="", actor=actor, now=now)
    tell(row, "rewritten")
    return reading.of(row, newest)


def restore(*, text_id: int, number: int, based_on: int, actor: people.Actor, now: datetime) -> Text:
    """Take the words of an earlier revision again, as a new one. Raises TextMissing, Refused, Meanwhile."""
    earlier = reading.revision(text_id=text_id, number=number)
    try:
        return rewrite(text_id=text_id, words=earlier.words, based_on=based_on, actor=actor, now=now)
    except Meanwhile as said:
        words = _("Somebody has changed this text meanwhile. See how it stands now. Nothing was done.")
        raise Meanwhile(words, theirs=said.theirs) from said


@transaction.atomic
def move(
    *,
    text_id: int,
    move: str,
    said: str,
    revision: int,
    actor: people.Actor,
    at: datetime | None = None,
    expires: datetime | None = None,
    now: datetime,
) -> Text:
    """Do one of `rules.BY_HAND` with the revision that the person saw, and say why in a sentence.

    `at`: when a scheduled text is shown; `expires`: until when. Raises TextMissing, Refused.
    """
    row, why = locked(text_id), sentence(said)
    after = _after(row, move, revision=revision, actor=actor)
    if move in {"schedule", "publish"}:
        row.expires = _later(expires, than=at or now) if expires else None
        row.publish_at = _at(at, now=now) if move == "schedule" else None
    elif move == "approve" and row.expires is not None and row.expires <= now:
        raise Refused(_("The time of this text is over. Nothing was changed."))
    if move == "propose":
        row.proposed_by = actor.authority
    _set(row, after, move, now=now)
    note(row, move, said=why, actor=actor, now=now)
    jobs.defer(row.pk, at=row.publish_at if after == "scheduled" else row.expires)
    tell(row, move)
    return reading.text(text_id=text_id)


def _after(row: rows.Text, move: str, *, revision: int, actor: people.Actor) -> rules.State:
    standing = rules.Standing(row.state, row.both, row.proposed_by, row.shown is not None)
    after = rules.after(standing, move) if move in rules.BY_HAND else None
    if after is None or row.newest != revision:
        raise Refused(_("Somebody has changed this text meanwhile. See how it stands now. Nothing was done."))
    if not actor.may(rules.ACTION[move]):
        raise Refused(_("You may not do this. Nothing was changed."))
    if move == "approve" and not rules.approves(standing, actor.authority):
        raise Refused(_("The other authority approves it. Nothing was changed."))
    return after


def _set(row: rows.Text, state: rules.State, move: str, *, now: datetime) -> None:
    """The state, and what everybody reads from now on."""
    row.state, row.changed = state, now
    if state == "published":
        row.shown, row.shown_since, row.publish_at = row.newest, row.shown_since or now, None
    if move in {"take_back", "expire"}:
        row.shown, row.shown_since, row.expires = None, None, None if move == "take_back" else row.expires
    if move == "send_back":
        row.proposed_by = ""
    row.save()
    public.changed(kinds.page_of(row.kind), row.slug)


@transaction.atomic
def tick(*, text_id: int, now: datetime) -> None:
    """What the clock does with a text: shown when its time has come, no more when it is over."""
    row = rows.Text.objects.select_for_update().filter(pk=text_id).first()
    if row is None:
        return
    due = rules.due(state=row.state, publish_at=row.publish_at, expires=row.expires, now=now)
    if due is None:
        return
    _set(row, "published" if due == "publish" else "expired", due, now=now)
    note(row, due, said="", actor=None, now=now)
    if row.state == "published":
        jobs.defer(row.pk, at=row.expires)
    tell(row, due)


def locked(text_id: int) -> rows.Text:
    """A text's row, for this transaction alone. Raises TextMissing."""
    row = rows.Text.objects.select_for_update().filter(pk=text_id).first()
    if row is None:
        raise TextMissing
    return row


def _keep(
    row: rows.Text, words: Words, covers: list[str], *, number: int, actor: people.Actor, now: datetime
) -> rows.Revision:
    kept: rows.Revision = rows.Revision.objects.create(
        text=row, number=number, title=words.title, lead=words.lead, body=words.body, covers=covers, at=now,
        by=actor.user_id,
    )  # fmt: skip
    return kept


def tell(row: rows.Text, move: str) -> None:
    """Have the room whose kind it is hear what was done."""
    known = kinds.kind_of(row.kind)
    if known is not None and known.moved is not None:
        known.moved(reading.text(text_id=row.pk), move)


def note(row: rows.Text, move: str, *, said: str, actor: people.Actor | None, now: datetime) -> None:
    """Write down what was done with a text, and why."""
    rows.Step.objects.create(
        text=row, revision=row.newest, move=move, said=said, at=now, by=actor.user_id if actor else None
    )
    audit.record(
        action=f"text.{move}",
        subject="text",
        subject_id=row.pk,
        detail={"kind": row.kind, "revision": row.newest},
    )


def _fit(words: Words) -> Words:
    """The words without what no program shows. Raises Refused for what is empty or too long."""
    title, lead = (" ".join(tables.clean(each).split()) for each in (words.title, words.lead))
    body = tables.clean(words.body).replace("\r\n", "\n").strip()
    for field, text in (("title", title), ("lead", lead), ("body", body)):
        if len(text) > rules.LONGEST[field]:
            raise Refused(_("At most %(n)d letters. Nothing was kept.") % {"n": rules.LONGEST[field]}, field=field)
    if not title or not body:
        raise Refused(_("A text needs a title and words. Nothing was kept."), field="body" if title else "title")
    album.check(body)
    return Words(title, lead, body)


def _lines(covers: Sequence[str]) -> list[str]:
    """What else an approval covers, tidied. Raises Refused for too much of it."""
    found = [line for each in covers if (line := " ".join(tables.clean(each).split()))]
    if len(found) > rules.MOST_COVERED or any(len(line) > rules.LONGEST_COVERED for line in found):
        words = _("An approval covers at most %(n)d lines of %(m)d letters. Nothing was kept.")
        raise Refused(words % {"n": rules.MOST_COVERED, "m": rules.LONGEST_COVERED})
    return found


def sentence(said: str) -> str:
    """Why something is done, tidied. Raises Refused for none, and for too long a one."""
    why = " ".join(tables.clean(said).split())
    if not 0 < len(why) <= rules.LONGEST_SAID:
        raise Refused(
            _("Say in a sentence why (at most %(n)d letters). Nothing was changed.") % {"n": rules.LONGEST_SAID},
            field="said",
        )
    return why


def _at(at: datetime | None, *, now: datetime) -> datetime:
    if at is None or at <= now:
        raise Refused(_("Choose a time that is still to come. Nothing was changed."), field="at")
    return at


def _later(expires: datetime, *, than: datetime) -> datetime:
    if expires <= than:
        raise Refused(_("It would be over before it is shown. Nothing was changed."), field="expires")
    return expires
