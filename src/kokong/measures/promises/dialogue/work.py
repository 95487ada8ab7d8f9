"""What is done to dialogues: written, opened, answered, grouped, told."""

from collections.abc import Sequence
from datetime import datetime
from math import isfinite
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kokong.kernel import audit, public
from kokong.kernel.fields import Point
from kokong.kernel.moves import move
from kokong.places import api as places

from .. import work as promises
from ..values import Refused
from . import models as rows
from . import rules, words
from .values import Answer, DialogueMissing, Draft

SUBJECT: Final = "dialogue"
PAGE: Final = "promises"
_SALT: Final = "kokong.promises.dialogue"


def begin(*, draft: Draft, promise_id: int | None = None, now: datetime) -> int:
    """Begin a dialogue; its number. Raises Refused for an empty title and a last day that is over."""
    if not draft.title.strip():
        raise Refused(_("Write what it is called. Nothing was changed."), field="title")
    if draft.until < timezone.localdate(now):
        raise Refused(_("The last day is over already. Nothing was changed."), field="until")
    row = rows.Dialogue.objects.create(
        title=draft.title.strip(), lead=draft.lead.strip(), until=draft.until, begun=now, promise_id=promise_id
    )
    audit.record(action="dialogue.begun", subject=SUBJECT, subject_id=row.pk)
    return row.pk


@transaction.atomic
def ask(*, dialogue_id: int, kind: str, question: str, choices: Sequence[str] = ()) -> int:
    """Add a question while nobody has answered; its number. Raises DialogueMissing, Refused."""
    row = row_of(dialogue_id)
    if row.state != "draft":
        raise Refused(_("Questions are written before it is opened. Nothing was changed."))
    given = [each for each in dict.fromkeys(" ".join(choice.split())[:120] for choice in choices) if each]
    if not question.strip() or kind not in rules.KINDS:
        raise Refused(_("Write a question. Nothing was changed."), field="words")
    if kind == "choice" and not 2 <= len(given) <= rules.MOST_CHOICES:
        raise Refused(
            _("Write two to %(n)d choices, one a line. Nothing was changed.") % {"n": rules.MOST_CHOICES},
            field="choices",
        )
    if row.questions.count() >= rules.MOST_QUESTIONS:
        raise Refused(_("At most %(n)d questions: few answer more.") % {"n": rules.MOST_QUESTIONS})
    made = rows.Question.objects.create(
        dialogue=row, kind=kind, words=question.strip(), choices=given if kind == "choice" else []
    )
    return made.pk


@transaction.atomic
def act(*, dialogue_id: int, action: str, now: datetime, said: str = "") -> None:
    """Open it, close it, or tell what was heard. Raises DialogueMissing, MoveRefused, NotYours, Refused."""
    row = row_of(dialogue_id)
    if action == "open" and not row.questions.exists():
        raise Refused(_("Without a question nobody can answer. Nothing was changed."))
    if action == "open" and row.until < timezone.localdate(now):
        raise Refused(_("The last day is over already. Nothing was changed."))
    changes = {"closed": now} if action == "close" else {"heard": said.strip()} if action == "tell" else {}
    move(row, action, states=rules.DIALOGUE, now=now, public=said, words=words.STATES, changes=changes)
    public.changed(PAGE)


def answer(*, dialogue_id: int, answers: Sequence[Answer], token: str, way: str, now: datetime) -> bool:
    """Keep one person's answers; True where they replace that person's earlier ones, which stay, uncounted.

    `token` is what one browser, or one numbered sheet, has and no other. Two at once with the same are one person.
    Raises DialogueMissing; Refused while it isn't open, without an answer or a token, and for a place outside.
    """
    row = rows.Dialogue.objects.filter(pk=dialogue_id).first()
    if row is None:
        raise DialogueMissing("")
    late = way == "paper" and row.state == "closed"  # sheets are typed in afterwards
    if not late and (row.state != "open" or timezone.localdate(now) > row.until):
        raise Refused(_("This dialogue is closed. Nothing was sent."))
    if not token.strip():
        raise Refused(_("Open the page once more, so that you answer only once. Nothing was sent."))
    kept = _checked(row, answers)
    once = salted_hmac(_SALT, f"{row.pk} {way == 'paper'} {token}").hexdigest()
    for _try in range(3):  # whoever is second waits for the first, and then replaces it
        try:
            return _keep(row, kept, once, way, now)
        except IntegrityError:
            continue
    raise Refused(_("Your answer is being kept from another tab. Try again."))


@transaction.atomic
def group(*, dialogue_id: int, saying_ids: Sequence[int], title: str) -> int:
    """Put answers under a theme, which is made where there is none of that title; how many were.

    Raises DialogueMissing, Refused.
    """
    row = row_of(dialogue_id)
    called = " ".join(title.split())[:80]
    if not called:
        raise Refused(_("Write what the theme is called. Nothing was changed."), field="title")
    theme, _new = rows.Theme.objects.get_or_create(dialogue=row, title=called)
    found = rows.Saying.objects.filter(reply__dialogue=row, pk__in=list(saying_ids)).update(theme=theme)
    if not found:
        raise Refused(_("Choose answers. Nothing was changed."))
    audit.record(action="dialogue.grouped", subject=SUBJECT, subject_id=row.pk, detail={"count": found})
    public.changed(PAGE)
    return found


@transaction.atomic
def lead(*, dialogue_id: int, promise_id: int | None) -> None:
    """Say which promise came of a dialogue (None: none yet). Raises DialogueMissing, PromiseMissing, Refused."""
    row = row_of(dialogue_id)
    promise = None if promise_id is None else promises.row_of(promise_id)
    if "dropped" in {row.state, promise.state if promise else ""}:
        raise Refused(_("What was dropped leads to nothing. Nothing was changed."), field="promise")
    rows.Dialogue.objects.filter(pk=row.pk).update(promise=promise)
    audit.record(action="dialogue.led", subject=SUBJECT, subject_id=row.pk)
    public.changed(PAGE)


def close_over(*, now: datetime) -> int:
    """Close what has had its last day; how many."""
    over = rows.Dialogue.objects.filter(state="open", until__lt=timezone.localdate(now))
    for row in over:
        move(row, "close", states=rules.DIALOGUE, now=now, words=words.STATES, changes={"closed": now})
        public.changed(PAGE)
    return len(over)


def row_of(dialogue_id: int) -> rows.Dialogue:
    """A dialogue's row, locked. Raises DialogueMissing."""
    row = rows.Dialogue.objects.select_for_update(no_key=True).filter(pk=dialogue_id).first()
    if row is None:
        raise DialogueMissing("")
    return row


def _checked(row: rows.Dialogue, answers: Sequence[Answer]) -> list[Answer]:
    """Those that say something. Raises Refused for what is no answer, and where there is none."""
    asked = {each.pk: each for each in row.questions.all()}
    kept: list[Answer] = []
    for each in answers:
        question = asked.get(each.question_id)
        if question is None:
            raise Refused(_("That question isn’t asked any more. Nothing was sent."))
        if each.choice is not None and (question.kind != "choice" or not 0 <= each.choice < len(question.choices)):
            raise Refused(_("Choose one of the answers. Nothing was sent."), field=f"q{question.pk}")
        if each.point is not None and (question.kind != "pin" or not _inside(each.point)):
            raise Refused(
                _("That place lies outside the municipality. Nothing was sent."), field=f"q{question.pk}"
            )
        if len(each.text) > rules.LONGEST:
            raise Refused(_("At most %(n)d characters, please.") % {"n": rules.LONGEST}, field=f"q{question.pk}")
        if each.choice is not None or each.point is not None or each.text.strip():
            kept.append(each)
    if not kept:
        raise Refused(_("Answer at least one question. Nothing was sent."))
    return kept


def _inside(point: Point) -> bool:
    return all(map(isfinite, point)) and places.contains(point=point)


@transaction.atomic
def _keep(row: rows.Dialogue, kept: Sequence[Answer], once: str, way: str, now: datetime) -> bool:
    earlier = rows.Reply.objects.filter(dialogue=row, once=once, replaced=None).update(replaced=now)
    reply = rows.Reply.objects.create(dialogue=row, once=once, way=way, at=now)
    rows.Saying.objects.bulk_create(
        rows.Saying(
            reply=reply, question_id=each.question_id, choice=each.choice, text=each.text.strip(), point=each.point
        )
        for each in kept
    )
    return bool(earlier)
