"""The pages of campaigns: the list, one campaign, its plan, and the composer."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import drafts, pages
from kokong.kernel.errors import UserError
from kokong.kernel.moves import history
from kokong.people import api as people
from kokong.people.api import ActorRequest, may
from kokong.places import api as places
from kokong.texts import api as texts

from . import adapting, api, costs, forms, lists, rules, words
from .channels import find
from .paper import pages as printed
from .replies import inbox
from .values import Campaign, Meanwhile, Words


@may("campaign.see")
@require_http_methods(["GET", "POST"])
def listed(request: ActorRequest) -> HttpResponse:
    """The campaigns that are not over, as a page or a file."""
    return lists.CAMPAIGNS.answer(request, lists.find, template="outreach/list.html")


@may("campaign.write")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Plan a campaign, and go on to its text."""
    form = forms.StartForm(pages.sent(request), initial={"both": True})
    return pages.form_page(
        request,
        "outreach/plan.html",
        form,
        keep=lambda: api.plan(
            plan=form.plan(),
            words=Words(title=form.cleaned_data["title"]),
            now=timezone.now(),
        ),
        to=lambda found: ("outreach:compose", found.id),
        done=_("The campaign is planned. Write its text now."),
    )


@may("campaign.write")
@require_http_methods(["GET", "POST"])
def plan(request: ActorRequest, campaign_id: int) -> HttpResponse:
    """Change what a campaign is for."""
    found = _known(campaign_id)
    form = forms.PlanForm(pages.sent(request), initial=forms.PlanForm.known(found.plan, based_on=found.plans))
    try:
        return pages.form_page(
            request,
            "outreach/plan.html",
            form,
            keep=lambda: _through(
                lambda: api.change(
                    campaign_id=campaign_id, plan=form.plan(), based_on=form.cleaned_data["based_on"] or 0,
                    now=timezone.now(),
                )
            ),
            to=("outreach:campaign", campaign_id),
            done=_("Saved."),
            shown={"campaign": found},
        )  # fmt: skip
    except _Both as both:
        again = forms.PlanForm(initial=forms.PlanForm.known(form.plan(), based_on=both.said.theirs.plans))
        shown = {"campaign": found, "form": again, "theirs": both.said.theirs, "problem": both.said.message,
                 "theirs_said": _planned(both.said.theirs)}  # fmt: skip
        return render(request, "outreach/plan.html", shown, status=HTTPStatus.CONFLICT)


class _Both(Exception):
    """Somebody else has saved meanwhile."""

    def __init__(self, said: Meanwhile) -> None:
        super().__init__(said.message)
        self.said = said


def _through(work: Any) -> Campaign:
    """What `form_page` would say beside a field, and what stands beside both people's words here."""
    try:
        found: Campaign = work()
    except Meanwhile as said:
        raise _Both(said) from said
    return found


@may("campaign.write")
@require_http_methods(["GET", "POST"])
def compose(request: ActorRequest, campaign_id: int) -> HttpResponse:
    """One text for all channels, with what each of them shows beside it."""
    found = _known(campaign_id)
    form = forms.WordsForm(pages.sent(request), initial=forms.words_form(found))
    if request.method == "POST" and "HX-Request" in request.headers:
        drafts.refused(request)  # what is only looked at is not kept
        form.is_valid()
        return render(request, "outreach/preview.html", _preview(request, form.words(), found))
    try:
        return pages.form_page(
            request,
            "outreach/compose.html",
            form,
            keep=lambda: _through(
                lambda: api.rewrite(
                    campaign_id=campaign_id, words=form.words(), based_on=form.cleaned_data["based_on"] or 0,
                    now=timezone.now(),
                )
            ),
            to=("outreach:campaign", campaign_id),
            done=_("Kept as a draft. Nothing has gone out."),
            shown=lambda: {"campaign": found, **_preview(request, _written(form, found), found)},
        )  # fmt: skip
    except _Both as both:
        return _beside(request, found, form, both.said)


def _written(form: forms.WordsForm, found: Campaign) -> Words:
    return form.words() if form.is_bound else found.words


def _beside(request: ActorRequest, found: Campaign, form: forms.WordsForm, said: Meanwhile) -> HttpResponse:
    """The person's words in the form, based on what stands now, which is shown with what differs."""
    mine, theirs = form.words(), said.theirs.words
    shown = {
        "campaign": found,
        "form": forms.WordsForm(initial=forms.WordsForm.known(mine, based_on=said.theirs.revision)),
        "theirs": theirs,
        "problem": said.message,
        "differs": texts.pieces(mine.body, theirs.body),
        "theirs_own": [(each.title, theirs.own[name]) for name in theirs.own if (each := find(name)) is not None],
        **_preview(request, mine, found),
    }
    return render(request, "outreach/compose.html", shown, status=HTTPStatus.CONFLICT)


def _preview(request: ActorRequest, of: Words, found: Campaign) -> dict[str, Any]:
    """What each channel makes of it; for how many is told to whoever sends it, who alone may know of readers."""
    shown = adapting.adapted(of, code=request.actor.code)
    if request.actor.may("campaign.send"):
        shown = adapting.reaching(shown, found.plan.audience)
    return {"words": of, "adapted": shown, "campaign": found}


@may("campaign.see")
@require_GET
def campaign(request: ActorRequest, campaign_id: int) -> HttpResponse:
    """One campaign as it stands: its words by channel, what can be done, what went where."""
    return render(request, "outreach/campaign.html", _shown(request, _known(campaign_id), None))


def _known(campaign_id: int) -> Campaign:
    return pages.known_or_404(api.campaign, campaign_id=campaign_id)


def _shown(request: ActorRequest, found: Campaign, form: forms.MoveForm | None) -> dict[str, Any]:
    actor, standing = request.actor, api.standing(found)
    today = timezone.localdate()
    moves = rules.moves(standing, authority=actor.authority, roles=actor.roles, today=today)
    past = history(subject="campaign", subject_id=found.id)
    names = people.names(user_ids=frozenset(step.by for step in past if step.by))
    fresh = forms.MoveForm(initial={"version": found.version}, times="schedule" in moves)
    against = [rules.against(standing, move, authority=actor.authority, today=today) for move in moves]
    links = api.links(campaign_id=found.id)
    return {
        "campaign": found,
        "said": {"state": words.STATES[found.state], "tone": words.TONES.get(found.state, "neutral")},
        "planned": _planned(found),
        "adapted": adapting.adapted(found.words, code=actor.code, links=links),
        "parts": _parts(found),
        "spent": costs.spent(api.parts(campaign_id=found.id), costs.prices(), budget=found.plan.budget),
        "wrote_back": inbox.counted().get(found.id, 0) if actor.may("campaign.send") else 0,
        "moves": [(each, words.BUTTONS[each]) for each in moves],
        "against": [words.AGAINST[code] for code in dict.fromkeys(filter(None, against))],
        "waits": found.state == "proposed" and actor.authority == found.proposed_by,
        "writable": found.state in rules.WRITABLE,
        "form": form or fresh,
        "past": [(step, words.DONE[step.action], names.get(step.by or 0, "")) for step in reversed(past)],
    }


def _planned(found: Campaign) -> dict[str, Any]:
    """The plan in words."""
    whom, names = found.plan.audience, {area.id: area.name for area in places.areas()}
    return {
        "season": words.SEASONS[found.plan.season],
        "areas": [names[each] for each in whom.areas if each in names],
        "homes": [words.HOMES[each] for each in whom.homes],
    }


def _parts(found: Campaign) -> list[dict[str, Any]]:
    clicks = api.clicks(campaign_id=found.id)
    return [
        {
            "part": part,
            "title": channel.title if (channel := find(part.channel)) else part.channel,
            "state": words.PARTS[part.state],
            "tone": words.PART_TONES.get(part.state, "neutral"),
            "clicks": clicks.get(part.channel, 0),
        }
        for part in api.parts(campaign_id=found.id)
    ]


@pages.post("outreach:campaign", "campaign_id")
@may("campaign.see")
def move(request: ActorRequest, campaign_id: int, move: str) -> HttpResponse:
    """Lead a campaign on, with a sentence."""
    found, form = _known(campaign_id), forms.MoveForm(pages.sent(request))
    return pages.form_page(
        request,
        "outreach/campaign.html",
        form,
        keep=lambda: api.act(campaign_id=campaign_id, action=move, now=timezone.now(), **form.asked()),
        to=("outreach:campaign", campaign_id),
        done=lambda _found: words.DONE[move],
        shown=lambda: _shown(request, found, form),
    )


@may("campaign.see")
@require_GET
def by_channel(request: ActorRequest, campaign_id: int, channel: str) -> HttpResponse:
    """One channel: its text to be copied, what came of it, and what a person decides."""
    found, known = _known(campaign_id), find(channel)
    links = api.links(campaign_id=campaign_id)
    texts_now = {
        each.channel.name: each for each in adapting.adapted(found.words, code=request.actor.code, links=links)
    }
    part = next((each for each in api.parts(campaign_id=campaign_id) if each.channel == channel), None)
    pages.known_or_404(lambda: known if channel in texts_now or part else None)
    decisions = [
        each for each in words.DECISIONS if part and rules.PART.may(each, part.state, request.actor.roles)
    ]
    shown = {
        "campaign": found, "channel": known, "adapted": texts_now.get(channel), "part": part,
        "state": words.PARTS[part.state] if part else "",
        "tone": words.PART_TONES.get(part.state, "neutral") if part else "",
        "decisions": [(each, words.DECISIONS[each]) for each in decisions],
        "papers": list(words.PAPERS.items()) if channel == "print" else [],
        "form": forms.PostedForm(paper=channel == "print") if "posted" in decisions else None,
    }  # fmt: skip
    return render(request, "outreach/channel.html", shown)


@may("campaign.see")
@require_GET
def paper(request: ActorRequest, campaign_id: int, paper: str) -> HttpResponse:
    """A poster, flyer, door hanger or letter, to be printed."""
    found = _known(campaign_id)
    pages.known_or_404(lambda: paper in printed.FORMS)
    return pages.pdf(
        request,
        lambda: printed.paper(campaign_id=campaign_id, form=paper),
        name=f"{paper}-{campaign_id}",
        back=("outreach:channel", found.id, "print"),
    )


@may("campaign.send")
@require_http_methods(["GET", "POST"])
def prices(request: ActorRequest) -> HttpResponse:
    """What the municipality reckons with."""
    form = forms.PricesForm(pages.sent(request), initial=vars(costs.prices()))
    return pages.form_page(
        request,
        "outreach/prices.html",
        form,
        keep=lambda: costs.set_prices(told=form.told()),
        to="outreach:list",
        done=_("Saved."),
    )


@pages.post("outreach:channel", "campaign_id", "channel")
@may("campaign.send")
def decide(request: ActorRequest, campaign_id: int, channel: str, decision: str) -> HttpResponse:
    """Say that it was posted, try it again, or leave it."""
    form = forms.PostedForm(request.POST, paper=channel == "print")

    def work() -> None:
        if not form.is_valid():
            raise UserError(_("Write numbers as 250 or 1.5, and an address with https://. Nothing was changed."))
        api.decide(campaign_id=campaign_id, channel=channel, action=decision, now=timezone.now(), **form.told())

    return pages.act(request, work, to=("outreach:channel", campaign_id, channel), done=_("Noted."))
