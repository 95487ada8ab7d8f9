"""Walks of the demonstration: one that was walked in the autumn with every kind of answer, and one to come."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from kokong.kernel.fields import Point
from kokong.kernel.scene import Home, Stage
from kokong.people import api as people

from . import api
from . import models as rows

HOLDERS: Final = (
    ("Gatukontoret", "gata@havsvik.example", True),
    ("Havsvik Bostad", "felanmalan@bostad.example", False),
)
NOTED: Final = (
    (
        "light",
        "Tre lampor i rad är släckta, man ser inte vem som kommer.",
        "Mörkt efter klockan fem.",
        "Byt lampor.",
    ),
    ("green", "Häcken är så hög att gångvägen inte syns från husen.", "", "Klipp ner till en meter."),
    ("tunnel", "Klotter och trasigt glas i gångtunneln.", "Känns övergiven.", "Sanera och måla ljust."),
    ("building", "Porten går inte igen av sig själv.", "", "Justera dörrstängaren."),
    ("good", "Bänkarna vid lekplatsen används av alla åldrar.", "", ""),
    ("sight", "En container skymmer sikten vid övergången.", "", "Flytta den."),
)
SPEAKS: Final = "owner_representative"
ASSOCIATION: Final = "Brf Fyrvaktaren"
OWN: Final = ("light", "Lampan över cykelstället blinkar och slocknar.", "Man ser inte låset.", "Byt armatur.")
ANSWERS: Final = (
    ("mend", "Lamporna byttes den här veckan."),
    ("promise", "Häcken klipps under våren."),
    ("refuse", "Tunneln byggs om nästa år; vi sanerar inte dessförinnan."),
    ("mend", "Dörrstängaren är justerad."),
)


def stage(stage: Stage) -> None:
    """Play both; does nothing where there are walks."""
    with stage.cast.system():
        if api.walks():
            return
    streets = _streets(stage)
    with stage.cast.acting("coordinator") as user_id:
        actor = _actor(user_id, stage.cast.municipality_id)
        if actor is None or len(streets) < 2:
            return
        for name, email, own in HOLDERS:
            api.add_holder(name=name, email=email, own=own, now=stage.now)
        _walked(streets[0], actor, stage)
        _coming(streets[1], actor, stage)


def _actor(user_id: int | None, municipality_id: int) -> people.Actor | None:
    found = people.actors_of(user_id=user_id) if user_id else ()
    return people.choose_actor(found, municipality_id=municipality_id)


def _streets(stage: Stage) -> list[list[Home]]:
    """The two streets with the most houses, with their homes from one end to the other."""
    along: dict[str, list[Home]] = {}
    for home in stage.homes:
        if home.street and home.kind in {"detached", "row", "flat"}:
            along.setdefault(home.street, []).append(home)
    longest = sorted(along, key=lambda name: (-len(along[name]), name))[:2]
    return [sorted(along[name], key=lambda home: (home.x, home.y)) for name in longest]


def _draft(title: str, homes: Sequence[Home], begins: datetime) -> api.Draft:
    local = timezone.localtime(begins).replace(hour=18, minute=0, second=0, microsecond=0, tzinfo=None)
    return api.Draft(
        title=title, purpose="Var känns det otryggt när det är mörkt, och vad är bra som det är?", begins=local,
        place=f"Samling vid {homes[0].address}",
        stops=tuple(homes[n].address for n in (0, len(homes) // 2, -1)),
        themes=("light", "green", "sight"), access="Asfalt hela vägen, inga trappor.", leader="Samordnaren",
    )  # fmt: skip


def _walked(homes: Sequence[Home], actor: people.Actor, stage: Stage) -> None:
    """A month ago, with an answer of every kind since."""
    title, month = f"Kvällsvandring på {homes[0].street}", timedelta(days=30)
    announced = stage.now - month - timedelta(days=20)
    walk_id = api.plan(draft=_draft(title, homes, stage.now - month), actor=actor, now=announced)
    api.act(walk_id=walk_id, action="open", actor=actor, now=announced)
    api.act(walk_id=walk_id, action="walk", actor=actor, now=stage.now - month + timedelta(days=1))
    ids = [_note(walk_id, number, homes, stage) for number in range(len(NOTED))]
    owners = api.holders()
    for number, (action, said) in enumerate(ANSWERS):
        api.ask(finding_id=ids[number], holder_id=owners[number % len(owners)].id, now=stage.now)
        until = stage.now.date() + timedelta(days=120) if action == "promise" else None
        api.answer(finding_id=ids[number], action=action, said=said, until=until, now=stage.now)
    api.answer(finding_id=ids[0], action="confirm", now=stage.now)
    api.answer(finding_id=ids[4], action="keep", now=stage.now)
    api.ask(finding_id=ids[5], holder_id=owners[0].id, now=stage.now)
    _on_own_ground(walk_id, homes, stage)
    rows.Walk.objects.filter(pk=walk_id).update(told=stage.now)


def _on_own_ground(walk_id: int, homes: Sequence[Home], stage: Stage) -> None:
    """Something for whoever signs in for an association to answer on their own page."""
    for email in people.mailboxes(user_ids=frozenset(stage.cast.people.get(SPEAKS, ()))).values():
        holder_id = api.add_holder(name=ASSOCIATION, email=email, own=False, now=stage.now)
        api.ask(finding_id=_note(walk_id, len(NOTED) - 1, homes, stage, OWN), holder_id=holder_id, now=stage.now)


def _note(
    walk_id: int, number: int, homes: Sequence[Home], stage: Stage, what: tuple[str, str, str, str] | None = None
) -> int:
    category, feels, why, proposal = what or NOTED[number]
    home = homes[number * (len(homes) - 1) // len(NOTED)]
    noted = api.Noted(category, feels, Point(home.x + 6, home.y + 6), why=why, proposal=proposal)
    found, _new = api.note(walk_id=walk_id, noted=noted, at=stage.now - timedelta(days=30), user_id=None)
    api.correct(finding_id=found, noted=noted, shown=feels)
    return found


def _coming(homes: Sequence[Home], actor: people.Actor, stage: Stage) -> None:
    title = f"Trygghetsvandring på {homes[0].street}"
    walk_id = api.plan(draft=_draft(title, homes, stage.now + timedelta(days=12)), actor=actor, now=stage.now)
    api.act(walk_id=walk_id, action="open", actor=actor, now=stage.now)
