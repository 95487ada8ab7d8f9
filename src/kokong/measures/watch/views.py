"""The staff's pages of groups."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.bodies import takes
from kokong.kernel.moves import history
from kokong.people import api as people
from kokong.people.api import ActorRequest, may
from kokong.places import api as places

from . import api, lists, reading, rules, starting, words
from .caring import decals, notes, questions
from .forms import NameForm, SettingForm, StepForm, WhenForm
from .values import Group

MOST = 1024 * 1024


@may("watch.see")
def listed(request: ActorRequest) -> HttpResponse:
    """All groups that go on, on the map and in a list."""
    return lists.GROUPS.answer(request, lists.find, template="watch/list.html")


@takes(MOST, action="watch.do")
@may("watch.do")
def new(request: ActorRequest) -> HttpResponse:
    """Start a group; `by` says how its area is told."""
    by = request.GET.get("by", "draw")
    way = by if by in starting.WAYS else "draw"
    form = starting.WAYS[way].form(pages.sent(request))
    return pages.form_page(
        request,
        "watch/new.html",
        form,
        keep=lambda: starting.start(way=way, said=form.cleaned_data, now=timezone.now()),
        to=lambda group_id: ("watch:group", group_id),
        done=_("The group is written down."),
        shown={"way": way, "ways": list(words.WAYS.items()), "bounds": _town()},
        blame="name",
    )


def _town() -> str:
    found = places.bounds()
    return ",".join(f"{each:.5f}" for each in found) if found else ""


@may("watch.see")
@require_GET
def group(request: ActorRequest, group_id: int) -> HttpResponse:
    """One group: how far it has come, and what is next."""
    return render(request, "watch/group.html", _shown(request, pages.known_or_404(api.group, group_id=group_id)))


def _shown(request: ActorRequest, found: Group) -> dict[str, Any]:
    moves, decided = history(subject="watch_group", subject_id=found.id), api.setting()
    names = people.names(user_ids=frozenset(filter(None, (m.by for m in moves))))
    actions = [a for a in rules.GROUP.actions(found.state, request.actor.roles) if a in words.BUTTONS]
    return {
        "group": found,
        "moved_to": reading.moved_to(group_id=found.id),
        "state": words.STATES[found.state], "tone": words.TONES.get(found.state, "neutral"),
        "next": words.NEXT[found.state],
        "speaker": words.SPEAKERS.get(found.speaker, ""),
        "blocks": [words.BLOCKS[code] for code in found.blocks] if found.state in {"trained", "dormant"} else [],
        "actions": [(code, words.BUTTONS[code]) for code in actions],
        "asks": "train" in actions,
        "step": StepForm(initial={"on": timezone.localdate()}),
        "when": WhenForm(initial={"on": timezone.localdate()}),
        "decals": decals.decals(group_id=found.id),
        "questions": [q for q in questions.questions(group_id=found.id) if q.answered is None],
        "notes": notes.notes(group_id=found.id)[:5],
        "name": NameForm(initial={"name": found.name}),
        "parts": api.suggested(group_id=found.id) if found.homes > decided.most else (),
        "needed": rules.contacts_needed(joined=found.joined, setting=decided),
        "said": _("%(joined)d of %(homes)d homes have joined") % {"joined": found.joined, "homes": found.homes},
        "bounds": _bounds(found),
        "past": [(m.at, words.ACTIONS[m.action], names.get(m.by or 0, "")) for m in reversed(moves)],
    }  # fmt: skip


def _bounds(found: Group) -> str:
    """West, south, east, north of its area in degrees."""
    west, south, east, north = places.area(area_id=found.area_id).box
    lon, lat = places.degrees(x=[west, east], y=[south, north])
    return ",".join(f"{float(each):.5f}" for each in (lon[0], lat[0], lon[1], lat[1]))


@pages.post("watch:group", "group_id")
@may("watch.do")
def act(request: ActorRequest, group_id: int, action: str) -> HttpResponse:
    """Lead the group on."""
    form, now = StepForm(request.POST), timezone.now()
    return pages.act(
        request,
        lambda: api.act(
            group_id=group_id, action=action, at=form.at(now), now=now, speaker=form.cleaned_data["speaker"]
        ),
        to=("watch:group", group_id),
        done=_("Noted."),
        form=form,
    )


@pages.post("watch:group", "group_id")
@may("watch.do")
def rename(request: ActorRequest, group_id: int) -> HttpResponse:
    """Call it something else."""
    form = NameForm(request.POST)
    return pages.act(
        request,
        lambda: api.rename(group_id=group_id, name=form.cleaned_data["name"]),
        to=("watch:group", group_id),
        done=_("The group has its new name."),
        form=form,
    )


@pages.post("watch:group", "group_id")
@may("watch.do")
def met(request: ActorRequest, group_id: int) -> HttpResponse:
    """The neighbours have met."""
    form = WhenForm(request.POST)
    return pages.act(
        request,
        lambda: api.met(group_id=group_id, on=form.cleaned_data["on"], now=timezone.now()),
        to=("watch:group", group_id),
        done=_("Noted."),
        form=form,
    )


@may("watch.settings")
@require_http_methods(["GET", "POST"])
def settings(request: ActorRequest) -> HttpResponse:
    """What the municipality has decided of its groups."""
    form = SettingForm(pages.sent(request), initial=dict(vars(api.setting())))
    return pages.form_page(
        request,
        "watch/settings.html",
        form,
        keep=lambda: api.decide(setting=form.decided()),
        to="watch:list",
        done=_("Saved."),
    )
