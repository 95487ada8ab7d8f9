"""Pages of mailings: the list, and one with what became of it and what may be done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from kokong.kernel import moves, pages
from kokong.kernel.lists import Column, List
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from .. import rules, words
from ..values import Mailing
from . import reading, steering

TONES: Final = {"paused": "warning", "stopped": "neutral", "done": "success"}
ORDER: Final = ("waiting", "sending", "sent", "failed", "perhaps", "withheld", "left")


@dataclass(frozen=True)
class Line:
    """A mailing in people's words."""

    mailing: Mailing

    @property
    def state(self) -> Promise:
        """How it stands."""
        return words.MAILING[self.mailing.state]

    @property
    def sent(self) -> int:
        """How many messages went out."""
        return self.mailing.number("sent")

    @property
    def left(self) -> int:
        """How many are still to go."""
        return self.mailing.number(*rules.PENDING)


MAILINGS: Final = List[Line](
    name="mailings:list",
    title=gettext_lazy("Mailings"),
    columns=(
        Column(
            "title", gettext_lazy("Mailing"), lambda line: line.mailing.title,
            link=lambda line: reverse("mailings:mailing", args=[line.mailing.id]),
        ),
        Column("kind", gettext_lazy("Kind"), lambda line: line.mailing.words, spare=True),
        Column("made", gettext_lazy("Started"), lambda line: line.mailing.made),
        Column("state", gettext_lazy("State"), lambda line: line.state),
        Column("all", gettext_lazy("Messages"), lambda line: line.mailing.number()),
        Column("sent", gettext_lazy("Sent"), lambda line: line.sent),
        Column("left", gettext_lazy("Left"), lambda line: line.left),
        Column("failed", gettext_lazy("Not sent"), lambda line: line.mailing.number("failed")),
    ),
    action="mailing.exported",
    subject="mailing",
    key=lambda line: line.mailing.id,
    empty=(gettext_lazy("No mailings"), gettext_lazy("Alerts and newsletters to many show here once begun.")),
    icon="bell",
)  # fmt: skip


@may("mailing.steer")
@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """Mailings, the newest first; as a page or a file."""
    return MAILINGS.answer(request, lambda _asked: [Line(each) for each in reading.mailings()])


@may("mailing.steer")
@require_GET
def mailing(request: ActorRequest, mailing_id: int) -> HttpResponse:
    """One mailing: what became of it by way, why what did not go out didn't, and what may be done."""
    found = pages.known_or_404(reading.mailing, mailing_id)
    return render(request, "sending/mailing.html", _shown(request.actor, found))


def _shown(actor: people.Actor, found: Mailing) -> dict[str, object]:
    actions = set(rules.MAILING.actions(found.state, actor.roles))
    failed = found.number("failed")
    return {
        "mailing": found,
        "line": Line(found),
        "tone": TONES.get(found.state, "info"),
        "still": words.stands_still(found.why) if found.state == "paused" else "",
        "total": found.number(),
        "ways": [_way(found, way) for way in rules.WAYS if found.number(way=way)],
        "states": [words.STATES[state] for state in ORDER],
        "reasons": _reasons(found.id),
        "cost": words.cost(found.sms_parts, found.sms_cost),
        "may_pause": "pause" in actions,
        "may_resume": bool({"resume", "expand"} & actions),
        "may_stop": "stop" in actions,
        "again": failed if "again" in actions else 0,
        "past": _past(found.id),
    }


def _way(found: Mailing, way: rules.Way) -> tuple[object, list[int]]:
    return words.WAYS[way], [found.number(state, way=way) for state in ORDER]


def _reasons(mailing_id: int) -> list[tuple[str, int]]:
    counted = reading.reasons(mailing_id=mailing_id)
    return [(words.reason(state, answer), number) for (state, answer), number in counted.items()]


def _past(mailing_id: int) -> list[tuple[datetime, str, str]]:
    done = moves.history(subject="mailing", subject_id=mailing_id)
    names = people.names(user_ids=frozenset(each.by for each in done if each.by))
    return [(each.at, str(words.MAILING[each.after]), names.get(each.by or 0, "")) for each in reversed(done)]


@pages.post("mailings:mailing", "mailing_id")
@may("mailing.steer")
def pause(request: ActorRequest, mailing_id: int) -> HttpResponse:
    """Nothing more leaves for now."""
    return pages.act(
        request, lambda: steering.pause(mailing_id=mailing_id, now=timezone.now()),
        to=("mailings:mailing", mailing_id), done=_("It rests until somebody lets it go on."),
    )  # fmt: skip


@pages.post("mailings:mailing", "mailing_id")
@may("mailing.steer")
def resume(request: ActorRequest, mailing_id: int) -> HttpResponse:
    """It goes on where it was."""
    return pages.act(
        request, lambda: steering.resume(mailing_id=mailing_id, now=timezone.now()),
        to=("mailings:mailing", mailing_id), done=_("It goes on where it was."),
    )  # fmt: skip


@pages.post("mailings:mailing", "mailing_id")
@may("mailing.steer")
def stop(request: ActorRequest, mailing_id: int) -> HttpResponse:
    """What has not left never leaves."""
    return pages.act(
        request, lambda: steering.stop(mailing_id=mailing_id, now=timezone.now()),
        to=("mailings:mailing", mailing_id), done=_("Stopped. What has not left stays here."),
    )  # fmt: skip


@pages.post("mailings:mailing", "mailing_id")
@may("mailing.steer")
def again(request: ActorRequest, mailing_id: int) -> HttpResponse:
    """Once more to those it failed for."""
    return pages.act(
        request, lambda: steering.send_failed_again(mailing_id=mailing_id, now=timezone.now()),
        to=("mailings:mailing", mailing_id),
        done=lambda n: ngettext("It goes once more to %(n)d.", "It goes once more to %(n)d.", n) % {"n": n},
    )  # fmt: skip
