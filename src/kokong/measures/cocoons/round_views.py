"""Pages of a round: who walks it, its paper, and what the paper says."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kokong.kernel import pages
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from . import api, case, forms, paper_entry, rules, views, words
from .values import Door, Refused, Round


@may("round.assign")
@pages.post("cocoons:cocoon", "cocoon_id")
def create(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """A round of the doors that are left, or of those ticked."""
    found = views.known(cocoon_id)
    form = forms.RoundForm(request.POST, walkers=people.people(roles=rules.WALK))
    ticked = [int(key) for key in request.POST.getlist("doors") if key.isdecimal()]
    if not form.is_valid():
        shown = {"cocoon": found, "form": form, "ticked": ticked}
        return render(request, "cocoons/make_round.html", shown, status=422)
    return pages.act(
        request,
        lambda: api.create_round(
            cocoon_id=cocoon_id,
            door_ids=ticked or None,
            visitor_ids=form.cleaned_data["visitors"],
            title=form.cleaned_data["title"],
            now=timezone.now(),
        ),
        done=_("The round is made. It shows on the visitors' phones now."),
        to=case.address(found, "rounds"),
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
        "case": case.address(views.known(found.cocoon_id), "rounds"),
        "active": found.active(timezone.now()),
        "visitors": [names.get(key, "") for key in found.visitor_ids],
        "rows": [case.row(door, names) for door in doors],
        "form": forms.RoundForm(
            walkers=people.people(roles=rules.WALK),
            initial={"visitors": found.visitor_ids, "title": found.title},
        ),
    }


@may("round.assign")
@pages.post("cocoons:round", "round_id")
def assign(request: ActorRequest, round_id: int) -> HttpResponse:
    """Other visitors for a round."""
    found = _known(round_id)
    form = forms.RoundForm(request.POST, walkers=people.people(roles=rules.WALK))
    if not form.is_valid():
        return render(request, "cocoons/round.html", _page(found) | {"form": form}, status=422)
    return pages.act(
        request,
        lambda: api.assign_round(round_id=round_id, visitor_ids=form.cleaned_data["visitors"]),
        done=_("The visitors are changed."),
        to=("cocoons:round", round_id),
    )


@may("round.assign")
@pages.post("cocoons:round", "round_id")
def change(request: ActorRequest, round_id: int, how: str) -> HttpResponse:
    """Split, end or extend a round."""
    found, now = _known(round_id), timezone.now()
    work, done = {
        "split": (lambda: api.split_round(round_id=round_id, now=now), _("The round is split in two.")),
        "end": (lambda: api.end_round(round_id=round_id, now=now), _("The round has ended.")),
        "extend": (lambda: api.extend_round(round_id=round_id, now=now), _("The round stays another day.")),
    }[how]
    to = ("cocoons:round", round_id) if how == "extend" else case.address(views.known(found.cocoon_id), "rounds")
    return pages.act(request, work, done=done, to=to)


@may("cocoon.plan")
@require_GET
def pdf(request: ActorRequest, round_id: int) -> HttpResponse:
    """The round on paper."""
    found = _known(round_id)
    return pages.pdf(
        request,
        lambda: api.print_round(round_id=round_id, language=request.GET.get("language")),
        name=f"K{found.cocoon_id}-{round_id}",
        back=("cocoons:round", round_id),
    )


@may("cocoon.plan")
@require_http_methods(["GET", "POST"])
def paper(request: ActorRequest, round_id: int) -> HttpResponse:
    """Type in what the paper says: all doors at once, stored together or not at all."""
    found = _known(round_id)
    sent = pages.sent(request)
    head = forms.PaperForm(sent, people=_walkers(request, found), initial=_usual(found))
    lines = [forms.PaperRow(sent, door=door) for door in _on_paper(found)]
    return pages.form_page(
        request,
        "cocoons/paper.html",
        head,
        keep=lambda: _entered(found, head, lines),
        to=("cocoons:round", round_id),
        done=_said,
        shown={"round": found, "lines": lines, "outcomes": words.OUTCOMES.values()},
        name="head",
        beside=lines,
    )


def _entered(found: Round, head: forms.PaperForm, rows: list[forms.PaperRow]) -> list[paper_entry.Entered]:
    lines = [line for row in rows if (line := row.line(head))]
    walked_by = head.cleaned_data["walked_by"]
    return paper_entry.enter(round_id=found.id, lines=lines, walked_by=walked_by, now=timezone.now())


@may("cocoon.plan")
@require_POST
def paper_line(request: ActorRequest, round_id: int, door_id: int) -> JsonResponse:
    """Keep what the paper says of one door, while one types: {said, visit}, or {error} with status 422."""
    found = _known(round_id)
    door = pages.known_or_404(lambda: next((each for each in _on_paper(found) if each.id == door_id), None))
    head = forms.PaperForm(request.POST, people=_walkers(request, found))
    row = forms.PaperRow(request.POST, door=door)
    wrong = [*_wrong(head), *_wrong(row)]
    if wrong:
        return JsonResponse({"error": " ".join(wrong)}, status=422)
    try:
        entered = _entered(found, head, [row])
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    visit = entered[0].visit if entered else None
    return JsonResponse({"said": _("Saved") if visit else "", "visit": str(visit or "")})


def _wrong(form: Form) -> list[str]:
    return [f"{form[name].label}: {text}" for name, texts in form.errors.items() for text in texts]


def _on_paper(found: Round) -> list[Door]:
    return [door for door in api.round_doors(round_id=found.id) if door.state != "dropped"]


def _said(entered: list[paper_entry.Entered]) -> str:
    new = sum(each.new for each in entered)
    told = ngettext("%(n)d visit is saved.", "%(n)d visits are saved.", new) % {"n": new}
    return told if new else _("Everything on the paper is saved.")


def _walkers(request: ActorRequest, found: Round) -> list[tuple[int, str]]:
    names = people.names(user_ids=frozenset({*found.visitor_ids, request.actor.user_id}))
    order = dict.fromkeys([*found.visitor_ids, request.actor.user_id])
    return [(key, names[key]) for key in order if key in names]


def _usual(found: Round) -> dict[str, Any]:
    return {"day": timezone.localdate(found.created)}


def _known(round_id: int) -> Round:
    return pages.known_or_404(api.round_of, round_id=round_id)
