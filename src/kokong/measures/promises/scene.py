"""Promises of the demonstration: one that is over, of which an action wasn't kept, and one that runs and lags.

Residents were asked before that one, and are asked now (`dialogue.scene`).
"""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from kokong.kernel.scene import Stage
from kokong.people import api as people

from . import api, pace, progressing, work
from .dialogue import scene as dialogues
from .rules import Rule

OFFICES: Final = {"coordinator": "Kommunstyrelsens ordförande", "officer": "Lokalpolisområdeschef"}
SITUATION: Final = (
    "Inbrotten ligger tätt i några kvarter, och flest i november. I dialogen säger många att de vill se oss "
    "oftare, och att gångvägarna är mörka."
)
PRIORITIES: Final = "Trygga hem: vi är på plats efter varje inbrott. Vi lyssnar där folk bor."
TEXT: Final = (
    "Vi knackar på hos grannarna inom två dygn när någon har haft inbrott. Vi går på vandring med er. "
    "Vi går igenom hus med dem som äger dem. Här ser ni hur det går."
)
HOPES: Final = "Vi hoppas att färre ska råka ut för inbrott. Det kan vi inte lova."
NOW: Final = (
    ("Vi pratar med boende runt inbrott", "both",
     Rule("cocoon_visit", "average", Decimal(1), "week", outcome="talked")),
    ("Grannarna nås i tid", "both", Rule("doors_in_time", "share", Decimal(60), "year")),
    ("En trygghetsvandring varje halvår", "municipality", Rule("walk", "least", Decimal(1), "half")),
    ("Vi går igenom hus med ägarna", "municipality", Rule("building_check", "least", Decimal(4), "quarter")),
)  # fmt: skip
BEFORE: Final = (
    ("Tio hus gås igenom med ägarna", "municipality", Rule("building_check", "least", Decimal(10), "whole")),
    ("En vandring varje kvartal", "both", Rule("walk", "least", Decimal(1), "quarter")),
)
WHY: Final = (
    "Huskontrollerna började först mot slutet. Nu görs de varje kvartal.",
    "Vandringarna kom i gång för sent, och två ställdes in. Nu står de i årshjulet från början.",
)
LATE: Final = "Vi har haft för få som kan gå igenom hus. Två till lär sig det i vinter."


def stage(stage: Stage) -> None:
    """Sign and report a promise of two years, and let the next one run; does nothing where there are some."""
    with stage.cast.system():
        if api.promises():
            return
    first = timezone.localdate(stage.now).replace(day=1)
    over = _signed("Tryggare hem", BEFORE, months=-35, stage=stage)
    runs = _signed("Trygga hem, nära er", NOW, months=-11, stage=stage)
    if over is None or runs is None:
        return
    reported = timezone.make_aware(datetime.combine(pace.month_after(first, -10), time(9)))
    with stage.cast.acting("coordinator"):
        for promise_id in (over, runs):  # as the night does
            progressing.keep(work.countings(work.row_of(promise_id)), now=stage.now)
        for each, why in zip(api.actions(promise_id=over, now=reported), WHY, strict=True):
            if each.progress.result != "kept":
                api.explain(action_id=each.id, reason=why)
        said = "Det gick långsammare än vi trodde. Vi lovar färre saker nu."
        api.act(promise_id=over, action="report", said=said, now=reported)
        *_rest, checks = api.actions(promise_id=runs, now=stage.now)
        api.explain(action_id=checks.id, reason=LATE)
        begins = api.promise(promise_id=runs).begins
    dialogues.stage(stage, promise_id=runs, begins=timezone.make_aware(datetime.combine(begins, time(9))))


def _signed(title: str, actions: tuple[tuple[str, str, Rule], ...], *, months: int, stage: Stage) -> int | None:
    """A promise that begins so many months from now, with its actions, signed by both; None without the two."""
    begins = pace.month_after(timezone.localdate(stage.now), months)
    at = timezone.make_aware(datetime.combine(begins, time(10)))
    draft = api.Draft(title, begins, 2, SITUATION, PRIORITIES, TEXT, HOPES)
    if not all(stage.cast.people.get(role) for role in OFFICES):
        return None
    with stage.cast.acting("coordinator") as user_id:
        promise_id = api.begin(draft=draft, now=at - timedelta(days=40))
        for step in ("described", "agreed", "worded"):
            api.act(promise_id=promise_id, action=step, now=at - timedelta(days=30))
        for name, by, rule in actions:
            action = api.ActionDraft(name, by, rule, sure=True)
            api.add(promise_id=promise_id, draft=action, user_id=user_id, now=at - timedelta(days=20))
        api.act(promise_id=promise_id, action="offer", now=at - timedelta(days=10))
    for role, office in OFFICES.items():
        with stage.cast.acting(role) as user_id:
            actor = people.choose_actor(
                people.actors_of(user_id=user_id or 0), municipality_id=stage.cast.municipality_id
            )
            if actor is not None:
                api.sign(promise_id=promise_id, office=office, actor=actor, now=at)
    return promise_id
