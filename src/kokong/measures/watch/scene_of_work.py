"""What waits in the group of the demonstration that is at work: a contact person who signs in, newcomers, who is
away, notes, questions, and alerts in each state.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.kernel.scene import Home, Stage
from kokong.people import api as people

from . import api, joining, links
from . import models as rows
from .alerts import answering
from .alerts import links as answer_links
from .caring import away, notes, questions

CONTACT: Final = "contact_person"
NEWCOMERS: Final = (("Nils Öberg", "nils.oberg@granne.example", 3), ("Leila Haddad", "leila@granne.example", 1))
ALERTS: Final = (
    ("over", "Inbrott i Havsvik", "Någon har brutit sig in i ett radhus. Lås även när ni är hemma.", "today", 45),
    ("out", "Mörka kvällar", "Nu är det mörkt från klockan fyra. Tänd lampor när ni är borta.", "calm", 4),
    ("proposed", "Falska hantverkare", "Flera har blivit uppringda om tak. Boka aldrig per telefon.", "calm", 1),
    ("draft", "Semesterveckorna", "Be en granne tömma brevlådan och parkera på uppfarten.", "calm", 0),
)  # fmt: skip

WAY_TO: Final = {
    "draft": (),
    "proposed": (("officer", "propose"),),
    "out": (("officer", "propose"), ("coordinator", "approve"), ("officer", "send")),
    "over": (("officer", "propose"), ("coordinator", "approve"), ("officer", "send"), ("officer", "finish")),
}


def play(*, group_id: int, homes: Sequence[Home], stage: Stage) -> None:
    """Once, when the group has just been made; `homes` have not answered yet."""
    place = Municipality.objects.get(pk=stage.cast.municipality_id)
    with stage.cast.system():
        email = next(iter(people.mailboxes(user_ids=frozenset(stage.cast.people.get(CONTACT, ()))).values()), "")
    who = ([("Anna Berg", email, 400)] if email else []) + list(NEWCOMERS)
    for home, (name, address, days) in zip(homes, who, strict=False):
        _joins(place, home, name, address, now=stage.now - timedelta(days=days))
    with stage.cast.system():
        user_id = _let_in(group_id, email, stage)
    if user_id is not None:
        with stage.cast.acting(CONTACT):
            _looked_after(group_id, user_id, stage)
        _answered(group_id, stage)
    _alerts(place, group_id, stage)


def _joins(place: Municipality, home: Home, name: str, email: str, *, now: datetime) -> None:
    """On the public page, and by the link that was sent."""
    asked = joining.Asked(home.address, name, email, "070-174 06 55", wants=("email", "shown"))
    joining.ask(place=place, asked=asked, now=now)
    with _alone(place):
        secret = links.secret_of(rows.Member.objects.get(email=email, left=None), "join")
    joining.accept(secret=secret, now=now + timedelta(minutes=3))


def _alone(place: Municipality) -> AbstractContextManager[object]:
    return tenancy.scope(municipality_id=place.pk)


def _let_in(group_id: int, email: str, stage: Stage) -> int | None:
    """The account of the contact person looks after the group; its number."""
    row = rows.Member.objects.filter(group_id=group_id, email=email, left=None).first() if email else None
    if row is None:
        return None
    api.name_role(member_id=row.pk, role="contact", now=stage.now)
    rows.Member.objects.filter(pk=row.pk).update(confirmed=row.joined, trusted=row.joined)
    user_id = stage.cast.people[CONTACT][0]
    people.grant(user_id=user_id, role=CONTACT, on=("watch_group", group_id), now=stage.now - timedelta(hours=1))
    return user_id


def _looked_after(group_id: int, user_id: int, stage: Stage) -> None:
    now = stage.now
    lines = [line for line in api.roster(group_id=group_id) if line.state == "joined"]
    for line, first, last, seen_by in ((lines[2], 1, 9, "group"), (lines[5], -3, 4, "contacts")):
        away.say(
            group_id=group_id, dwelling_id=line.dwelling_id, since=(now + timedelta(days=first)).date(),
            until=(now + timedelta(days=last)).date(), seen_by=seen_by, now=now,
        )  # fmt: skip
    notes.write(
        group_id=group_id, what="En vit skåpbil körde sakta fram och tillbaka.", place="Vändplatsen",
        at=now - timedelta(days=2), user_id=user_id, now=now,
    )  # fmt: skip
    for whom, text, days in (
        ("police", "Kommer ni till grannmötet i vår?", 20),
        ("municipality", "Kan lampan vid gångvägen lagas före jul?", 2),
    ):
        questions.ask(group_id=group_id, whom=whom, text=text, user_id=user_id, now=now - timedelta(days=days))


def _answered(group_id: int, stage: Stage) -> None:
    """The police have answered theirs."""
    with stage.cast.acting("officer") as user_id:
        mine = people.actors_of(user_id=user_id) if user_id else ()
        actor = people.choose_actor(mine, municipality_id=stage.cast.municipality_id)
        asked = [each for each in questions.questions(group_id=group_id) if each.whom == "police"]
        if actor is not None and asked:
            said = "Ja, gärna. Områdespolisen kommer och berättar om höstens inbrott."
            at = stage.now - timedelta(days=17)
            questions.answer(question_id=asked[0].id, text=said, actor=actor, now=at)


def _alerts(place: Municipality, group_id: int, stage: Stage) -> None:
    with stage.cast.acting("coordinator"):
        api.decide(setting=replace(api.setting(), approve="calm"))
    for state, title, text, urgency, days in ALERTS:
        at = stage.now - timedelta(days=days)
        draft = api.AlertDraft(
            title=title, text=text, short="", urgency=urgency, groups=(group_id,), areas=(),
            ways=("email", "push"), expires=at + timedelta(days=14),
        )  # fmt: skip
        with stage.cast.acting("officer"):
            alert_id = api.write_alert(draft=draft, now=at).id
        for role, action in WAY_TO[state]:
            _acts(role, alert_id, action, stage, at=at)
        if state == "out":
            _replied(place, alert_id, at=at + timedelta(hours=20))


def _acts(role: str, alert_id: int, action: str, stage: Stage, *, at: datetime) -> None:
    said = "Polisen har avslutat arbetet i området. Tack för att ni höll utkik." if action == "finish" else ""
    when = at + timedelta(days=3) if action == "finish" else at
    with stage.cast.acting(role):
        version = api.alert(alert_id=alert_id).version
        api.act_on_alert(alert_id=alert_id, action=action, version=version, said=said, now=when)


def _replied(place: Municipality, alert_id: int, *, at: datetime) -> None:
    """The newcomer who joined first has seen something."""
    with _alone(place):
        row = rows.Alert.objects.get(pk=alert_id)
        member = rows.Member.objects.filter(joined__lt=at, left=None).exclude(email="").order_by("-joined").first()
        secret = answer_links.secret_of(row, member.pk) if member else ""
    if secret:
        answering.reply(secret=secret, text="Två lampor i gångtunneln är trasiga.", now=at)
