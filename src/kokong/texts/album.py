"""Pictures in texts: taken with words, looked up where a text is shown, and kept while a text needs them."""

from datetime import datetime

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kokong import tables
from kokong.people.api import Actor
from kokong.pictures import api as pictures

from . import kinds, looking, marking
from . import models as rows
from .looking import KIND
from .values import Refused


def take(*, content: bytes, name: str, alt: str, now: datetime) -> int:
    """Keep a picture that a text can hold; its number. Raises Refused without words, and as `pictures.take`."""
    words = " ".join(tables.clean(alt).split())
    if not words:
        raise Refused(
            _("Say in a sentence what the picture shows, for those who don't see it. Nothing was saved."),
            field="alt",
        )
    # Each is a subject of its own, by the moment: a text that it belongs to may not be kept yet.
    subject = (KIND, int(now.timestamp() * 1_000_000))
    return pictures.take(content=content, name=name, subject=subject, alt=words, now=now)


def check(body: str) -> None:
    """Raises Refused where a text names a picture that isn't here, or without words."""
    for number, alt in marking.pictures(body):
        if looking.known(number) is None:
            raise Refused(_("There is no picture %(n)d here. Nothing was kept.") % {"n": number}, field="body")
        if not alt:
            words = _("Say in a sentence what picture %(n)d shows, for those who don't see it. Nothing was kept.")
            raise Refused(words % {"n": number}, field="body")


def shown(page: str, number: int, now: datetime) -> bytes | None:
    """The JPEG of a picture in a text that everybody reads on a public page now; None for any other."""
    there = Q(text__expires=None) | Q(text__expires__gt=now)
    bodies = rows.Revision.objects.filter(
        there, text__kind__in=kinds.shown_on(page), number=F("text__shown"), body__contains=f"picture:{number}"
    ).values_list("body", flat=True)
    if not any(number in _numbers(body) for body in bodies) or looking.known(number) is None:
        return None
    return pictures.content_for_everybody(number)


def needed(number: int) -> bool:
    """Whether a text that is shown, or as it was last written, holds a picture."""
    current = Q(number=F("text__shown")) | Q(number=F("text__newest"))
    bodies = rows.Revision.objects.filter(current, body__contains=f"picture:{number}").values_list(
        "body", flat=True
    )
    return any(number in _numbers(body) for body in bodies)


def _numbers(body: str) -> set[int]:
    return {number for number, _alt in marking.pictures(body)}


# What `pictures` is told of them.


def subject() -> pictures.Subject:
    """The kind of pictures that texts hold."""
    return pictures.Subject(
        kind=KIND,
        may_see=_may_see,
        may_change=_may_change,
        said=lambda _subject_id: _("Picture for a text"),
        page=lambda _subject_id: reverse("texts:list"),
        days=0,
        purpose=gettext_noop("Shown in what the municipality says to everybody, until somebody removes it."),
        most=1,
    )


def _may_see(actor: Actor, subject_id: int) -> bool:
    return actor.may("text.see") and bool(pictures.pictures_of((KIND, subject_id)))


def _may_change(actor: Actor, subject_id: int) -> bool:
    """A picture that a text needs stays; whoever wants it gone takes it out of the text first."""
    if not actor.may("text.write"):
        return False
    return not any(needed(each.id) for each in pictures.pictures_of((KIND, subject_id)))
