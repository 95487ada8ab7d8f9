"""Pages of a round: who walks it, its paper, and what the paper says."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kokong.kernel.errors import UserError
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from . import api, forms, paper_entry, rules, views
from .values import Round


@may("round.assign")
@require_POST
def create(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """A round of the doors that are left, or of those ticked."""
    found = views.known(cocoon_id)
    form = forms.RoundForm(request.POST, walkers=people.people(roles=rules.WALK))
    if not form.is_valid():
        return render(request, "cocoons/cocoon.html", views.page_of(found) | {"round_form": form}, status=422)
    ticked = [int(key) for key in request.POST.getlist("doors") if key.isdecimal()]
    return views.act(
        request,
        lambda: api.create_round(
            cocoon_id=cocoon_id,
            door_ids=ticked or None,
            visitor_ids=form.cleaned_data["visitors"],
            title=form.cleaned_data["title"],
            now=timezone.now(),
        ),
        done=_("The round is made. It shows on the visitors' phones now."),
        to=("cocoons:cocoon", cocoon_id),
    )


@may("cocoon.see")
@require_GET
def round_page(request: ActorRequest, round_id: int) -> HttpResponse:
    """One round."""
    return render(request, "cocoons/round.html", _page(_known(round_id)))


def _page(found: Round) -> dict[str, Any]:
    doors = api.round_doors(round_id=found.id)
    ids = {key for key in {*found.visitor_ids, *(door.visited_by for door in doors)} if key is not None}
    names = people.names(user_ids=frozenset(ids))
    return {
        "round": found,
        "active": found.active(timezone.now()),
        "visitors": [names.get(key, "") for key in found.visitor_ids],
        "rows": [views.row(door, names) for door in doors],
        "form": forms.RoundForm(
            walkers=people.people(roles=rules.WALK),
            initial={"visitors": found.visitor_ids, "title": found.title},
        ),
    }


@may("round.assign")
@require_POST
def assign(request: ActorRequest, round_id: int) -> HttpResponse:
    """Other visitors for a round."""
    found = _known(round_id)
    form = forms.RoundForm(request.POST, walkers=people.people(roles=rules.WALK))
    if not form.is_valid():
        return render(request, "cocoons/round.html", _page(found) | {"form": form}, status=422)
    return views.act(
        request,
        lambda: api.assign_round(round_id=round_id, visitor_ids=form.cleaned_data["visitors"]),
        done=_("The visitors are changed."),
        to=("cocoons:round", round_id),
    )


@may("round.assign")
@require_POST
def change(request: ActorRequest, round_id: int, how: str) -> HttpResponse:
    """Split, end or extend a round."""
    found, now = _known(round_id), timezone.now()
    work, done = {
        "split": (lambda: api.split_round(round_id=round_id, now=now), _("The round is split in two.")),
        "end": (lambda: api.end_round(round_id=round_id, now=now), _("The round has ended.")),
        "extend": (lambda: api.extend_round(round_id=round_id, now=now), _("The round stays another day.")),
    }[how]
    to = ("cocoons:round", round_id) if how == "extend" else ("cocoons:cocoon", found.cocoon_id)
    return views.act(request, work, done=done, to=to)


@may("cocoon.plan")
@require_GET
def pdf(request: ActorRequest, round_id: int) -> HttpResponse:
    """The round on paper."""
    found = _known(round_id)
    return views.paper(
        request,
        lambda: api.print_round(round_id=round_id, language=request.GET.get("language")),
        name=f"K{found.cocoon_id}-{round_id}",
        to=("cocoons:round", round_id),
    )


@may("cocoon.plan")
@require_http_methods(["GET", "POST"])
def paper(request: ActorRequest, round_id: int) -> HttpResponse:
    """Type in what the paper says: all doors at once, stored together or not at all."""
    found = _known(round_id)
    doors = [door for door in api.round_doors(round_id=round_id) if door.state != "dropped"]
    head = forms.PaperForm(views.sent(request), people=_walkers(request, found), initial=_usual(found))
    lines = [forms.PaperRow(views.sent(request), door=door) for door in doors]
    if request.method == "POST" and all([head.is_valid(), *(line.is_valid() for line in lines)]):
        answer = _enter(request, found, head, lines)
        if answer is not None:
            return answer
    status = 422 if request.method == "POST" else 200
    return render(request, "cocoons/paper.html", {"round": found, "head": head, "lines": lines}, status=status)


def _enter(
    request: ActorRequest, found: Round, head: forms.PaperForm, lines: list[forms.PaperRow]
) -> HttpResponse | None:
    said = [
        paper_entry.Line(
            line.door.id,
            line.cleaned_data["outcome"],
            line.when(head),
            tuple(line.cleaned_data["follow_ups"]),
            line.cleaned_data["back"],
        )
        for line in lines
        if line.cleaned_data["outcome"]
    ]
    try:
        new = paper_entry.enter(
            round_id=found.id, lines=said, walked_by=head.cleaned_data["walked_by"], now=timezone.now()
        )
    except UserError as error:
        head.add_error(None, error.message)
        return None
    told = ngettext("%(n)d visit is saved.", "%(n)d visits are saved.", new) % {"n": new}
    messages.success(request, told if new else _("Everything on the paper was here already."))
    return redirect("cocoons:round", found.id)


def _walkers(request: ActorRequest, found: Round) -> list[tuple[int, str]]:
    names = people.names(user_ids=frozenset({*found.visitor_ids, request.actor.user_id}))
    order = dict.fromkeys([*found.visitor_ids, request.actor.user_id])
    return [(key, names[key]) for key in order if key in names]


def _usual(found: Round) -> dict[str, Any]:
    return {"day": timezone.localdate(found.created)}


def _known(round_id: int) -> Round:
    found = api.round_of(round_id=round_id)
    if found is None:
        raise Http404
    return found
