"""Dialogues as values. What somebody wrote is read with a line in the log; counts are not."""

from collections import Counter, defaultdict
from collections.abc import Collection

import numpy as np
import shapely
from django.db.models import Count, QuerySet

from kokong.kernel import audit
from kokong.places import api as places

from . import models as rows
from . import rules
from .values import Dialogue, DialogueMissing, Heard, Question, Said


def dialogues(*, states: Collection[str] = (), ids: Collection[int] | None = None) -> tuple[Dialogue, ...]:
    """Dialogues in some states, the newest first."""
    found = rows.Dialogue.objects.order_by("-begun", "-pk")
    found = found.filter(state__in=states) if states else found
    listed = list(found if ids is None else found.filter(pk__in=ids))
    asked: dict[int, list[Question]] = defaultdict(list)
    for each in rows.Question.objects.filter(dialogue__in=listed).order_by("pk"):
        asked[each.dialogue_id].append(Question(each.pk, each.kind, each.words, tuple(each.choices)))
    counted = rows.Reply.objects.filter(dialogue__in=listed, replaced=None).values_list("dialogue_id")
    replies = dict(counted.annotate(n=Count("pk")))
    return tuple(
        Dialogue(
            row.pk, row.promise_id, row.title, row.lead, row.state, row.until, row.closed, row.heard,
            tuple(asked[row.pk]), replies.get(row.pk, 0),
        )
        for row in listed
    )  # fmt: skip


def led_to(*, promise_ids: Collection[int], states: Collection[str] = ()) -> tuple[Dialogue, ...]:
    """Dialogues whose answers led to some promises, the newest first."""
    led = rows.Dialogue.objects.filter(promise_id__in=promise_ids).values_list("pk", flat=True)
    return dialogues(states=states, ids=list(led))


def dialogue(*, dialogue_id: int) -> Dialogue:
    """One dialogue. Raises DialogueMissing."""
    found = dialogues(ids=[dialogue_id])
    if not found:
        raise DialogueMissing("")
    return found[0]


def said(*, dialogue_id: int, limit: int = 500) -> tuple[Said, ...]:
    """What people wrote and where they put pins, those under no theme first. Reading it is logged."""
    found = rows.Saying.objects.filter(reply__dialogue_id=dialogue_id, reply__replaced=None, choice=None)
    listed = list(found.order_by("theme_id", "pk")[:limit])
    listed.sort(key=lambda row: (row.theme_id is not None, row.pk))
    read = tuple(Said(r.pk, r.question_id, r.text, r.point is not None, r.theme_id) for r in listed)
    if read:
        audit.read(
            action="dialogue.answers_read", subject="dialogue", subject_id=dialogue_id, rows=[e.id for e in read]
        )
    return read


def heard(*, dialogue_id: int) -> Heard:
    """What it came to, in counts. Raises DialogueMissing."""
    found = dialogue(dialogue_id=dialogue_id)
    counted = rows.Saying.objects.filter(reply__dialogue_id=dialogue_id, reply__replaced=None)
    chosen = Counter(counted.exclude(choice=None).values_list("question_id", "choice"))
    choices = {
        q.id: tuple((words, chosen[q.id, at]) for at, words in enumerate(q.choices))
        for q in found.questions
        if q.kind == "choice"
    }
    ways = Counter(rows.Reply.objects.filter(dialogue_id=dialogue_id, replaced=None).values_list("way", flat=True))
    per_theme = Counter(counted.exclude(theme=None).values_list("theme_id", flat=True))
    titles = rows.Theme.objects.filter(dialogue_id=dialogue_id).values_list("pk", "title")
    themes = sorted(((pk, title, per_theme[pk]) for pk, title in titles), key=lambda each: (-each[2], each[1]))
    return Heard(
        found.replies, tuple((way, ways[way]) for way in rules.WAYS if ways[way]), choices, tuple(themes),
        _areas(counted),
    )  # fmt: skip


def _areas(counted: "QuerySet[rows.Saying]") -> tuple[tuple[str, int], ...]:
    """In which areas pins lie, those with the most first."""
    points = [point for point in counted.exclude(point=None).values_list("point", flat=True) if point is not None]
    if not points:
        return ()
    x, y = (np.array([point[at] for point in points]) for at in (0, 1))
    drawn = places.areas_drawn(area_ids=[each.id for each in places.areas()])
    lie = [(each.name, int(shapely.contains_xy(each.shape, x, y).sum())) for each in drawn.values()]
    return tuple(sorted(((name, n) for name, n in lie if n), key=lambda each: (-each[1], each[0])))
