"""A safety walk, from tonight's plan to an answer from whoever holds the ground."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.measures.walks import api as walks
from kokong.people.api import Actor
from kokong.places import api as places

from ..values import Drill, Step

TITLE: Final = gettext_lazy("A safety walk, from the first lamp to an answer")
SOON: Final = timedelta(hours=1)
ANSWERED: Final = frozenset({"promised", "refused", "done", "confirmed"})


def said(drill: Drill) -> str:
    """Why people walk."""
    return _(
        "Those who live around %(place)s find the way home dark. You walk it with them within the hour. Look for "
        "what makes it feel unsafe, and for what is good as it is."
    ) % {"place": drill.place}


def steps() -> Iterator[Step]:
    """From the plan on."""
    found = next(iter(walks.walks()), None)
    page = reverse("walks:walk", args=[found.id]) if found else ""
    noted = walks.findings(walk_id=found.id) if found else ()
    yield Step(
        _("The walk is planned for today"),
        _("Where one meets, which way one goes, and who can change something."),
        page,
        found is not None,
        _("Let it be planned"),
    )
    yield Step(
        _("Open it for those who live there"),
        _("In a drill nobody hears of it but you."),
        page,
        found is not None and found.state not in {"planned", "prepared"},
    )
    yield Step(
        _("Note what you see, on the phone"),
        _("A lamp that is out, a hedge in the way: where it is, what it does, and what would help."),
        reverse("field:rounds"),
        bool(noted),
    )
    yield Step(
        _("Ask whoever holds the ground"),
        _("Each finding gets an owner, and a day by which they answer."),
        reverse("walks:finding", args=[noted[0].id]) if noted else page,
        any(each.state not in {"noted", "kept", "joined"} for each in noted),
    )
    yield Step(
        _("Write down the answer"),
        _("Play the owner: say what will be done and when, or why not."),
        reverse("walks:finding", args=[noted[0].id]) if noted else page,
        any(each.state in ANSWERED for each in noted),
    )


def play(*, drill: Drill, actor: Actor, now: datetime) -> str | None:
    """Somebody has planned it, and knows who holds the ground."""
    if walks.walks():
        return None
    home = places.dwelling(dwelling_id=drill.dwelling_id)
    assert home is not None
    walks.add_holder(name=_("The park department (drill)"), email="park@ovning.example", own=False, now=now)
    begins = timezone.localtime(now + SOON).replace(minute=0, second=0, microsecond=0, tzinfo=None)
    draft = walks.Draft(
        title=_("Walk at %(place)s") % {"place": drill.place},
        purpose=_("Where does it feel unsafe when it is dark, and what is good as it is?"),
        begins=begins,
        place=drill.place,
        stops=(home.full_address,),
        themes=("light", "green"),
    )
    walks.plan(draft=draft, actor=actor, now=now)
    return _("A walk is planned for today.")
