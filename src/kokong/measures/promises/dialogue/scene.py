"""Dialogues of the demonstration: one that was told and led to a promise, and one that is open to try."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from kokong.kernel.fields import Point
from kokong.kernel.scene import Home, Stage

from . import reading, work
from .rules import WAYS
from .values import Answer, Draft

ASKED, TRIED = 64, 9
DAYS: Final = 30
TITLE: Final = "Vad ska vi göra för tryggare hem?"
LEAD: Final = "Svaren ligger till grund för nästa medborgarlöfte. Det tar två minuter, och ingen vet vem du är."
OPEN: Final = "Var är det mörkt på väg hem?"
OPEN_LEAD: Final = "Vi går på vandring i vinter och vill veta var. Peka på kartan."
QUESTIONS: Final = (
    ("choice", "Hur trygg är du hemma när det är mörkt ute?", ("Trygg", "Ganska trygg", "Otrygg")),
    ("pin", "Var känns det otryggt?", ()),
    ("text", "Vad ska kommunen och polisen göra?", ()),
)
PLACES: Final = ("Mörkt vid cykelstället.", "Häcken skymmer porten.", "Ingen lampa på gångvägen.")
SAID: Final = {
    "Synas oftare": ("Kom hit och prata.", "Jag vill se er oftare.", "Knacka på när det har varit inbrott."),
    "Ljus på gångvägarna": ("Laga lamporna på gångvägen.", "Mer ljus där vi går.", "Klipp häckarna vid vägen."),
    "Huset och låsen": ("Byt lås på källaren.", "Porten går inte i lås.", "Se över dörrarna i huset."),
}
THEMES: Final = {**SAID, "Mörka platser": PLACES}
HEARD: Final = "Ni vill se oss oftare, ha ljus där ni går och hus som går att låsa. Det tar vi med oss."


def stage(stage: Stage, *, promise_id: int, begins: datetime) -> None:
    """What was heard before the promise began, and what is asked now."""
    with stage.cast.acting("coordinator"):
        before = begins - timedelta(days=3 * DAYS)
        number = _opened(TITLE, LEAD, QUESTIONS, before)
        _answered(number, ASKED, stage, before + timedelta(days=2))
        after = before + timedelta(days=DAYS + 1)
        work.act(dialogue_id=number, action="close", now=after)
        _grouped(number)
        work.act(dialogue_id=number, action="tell", now=after, said=HEARD)
        work.lead(dialogue_id=number, promise_id=promise_id)
        tried = _opened(OPEN, OPEN_LEAD, QUESTIONS[1:2], stage.now - timedelta(days=3))
        _answered(tried, TRIED, stage, stage.now - timedelta(days=2))


def _opened(title: str, lead: str, asked: Sequence[tuple[str, str, tuple[str, ...]]], at: datetime) -> int:
    number = work.begin(draft=Draft(title, timezone.localdate(at) + timedelta(days=DAYS), lead), now=at)
    for kind, question, choices in asked:
        work.ask(dialogue_id=number, kind=kind, question=question, choices=choices)
    work.act(dialogue_id=number, action="open", now=at)
    return number


def _answered(number: int, many: int, stage: Stage, since: datetime) -> None:
    """So many residents answer, most of them on the page, a few at a meeting or on a sheet; each by a home."""
    said = [each for sayings in SAID.values() for each in sayings]
    questions = reading.dialogue(dialogue_id=number).questions
    for person in range(many):
        home = stage.rng.choice(stage.homes) if stage.homes else None
        answers = [_answer(each.id, each.kind, person, home, said) for each in questions]
        work.answer(
            dialogue_id=number, answers=answers, token=f"{number}-{person}",
            way=WAYS[person % len(WAYS) if person % 4 == 0 else 0], now=since + timedelta(hours=person),
        )  # fmt: skip


def _answer(question_id: int, kind: str, person: int, home: Home | None, said: Sequence[str]) -> Answer:
    if kind == "choice":
        return Answer(question_id, choice=(0, 1, 1, 2, 1, 2)[person % 6])
    if kind == "pin":
        return Answer(question_id, text=PLACES[person % len(PLACES)], point=_beside(home))
    return Answer(question_id, text=said[person % len(said)] if person % 3 else "")


def _beside(home: Home | None) -> Point | None:
    return Point(home.x + 12, home.y - 8) if home else None


def _grouped(number: int) -> None:
    """The staff put what people wrote under what many have in common."""
    found = reading.said(dialogue_id=number)
    for theme, words in THEMES.items():
        chosen = [each.id for each in found if each.text in words]
        if chosen:
            work.group(dialogue_id=number, saying_ids=chosen, title=theme)
