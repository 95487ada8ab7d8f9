"""Pages of texts: the list, one text as it stands, writing, and what was before."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.bodies import takes_file
from kokong.people import api as people
from kokong.people.api import ActorRequest, may
from kokong.pictures import api as pictures

from . import album, api, comparing, editions, forms, kinds, listing, moving, rules, words
from .values import Meanwhile, Refused, Text


@may("text.see")
@require_http_methods(["GET", "POST"])
def listed(request: ActorRequest) -> HttpResponse:
    """All texts, as a page or a file."""
    return listing.TEXTS.answer(request, listing.find, template="texts/list.html")


@may("text.see")
@require_GET
def text(request: ActorRequest, text_id: int) -> HttpResponse:
    """One text as everybody would see it, what can be done with it, and what was done."""
    return render(request, "texts/text.html", _shown(request, _known(text_id), None))


def _known(text_id: int) -> Text:
    return pages.known_or_404(api.text, text_id=text_id)


def _shown(request: ActorRequest, found: Text, form: forms.MoveForm | None) -> dict[str, Any]:
    actor, steps = request.actor, api.steps(text_id=found.id)
    names = people.names(user_ids=frozenset(step.by for step in steps if step.by))
    could = rules.moves(found.standing, authority=actor.authority)
    moves = [each for each in could if actor.may(rules.ACTION[each])]
    fresh = forms.MoveForm(initial={"revision": found.newest}, times=bool({"publish", "schedule"} & {*moves}))
    return {
        "text": found,
        "said": {"kind": kinds.title(found.kind), "language": words.LANGUAGES[found.language]},
        "state": words.STATES[found.state],
        "back": _back(found),
        "address": f"{kinds.page_of(found.kind)}/{found.slug}/",
        "movable": actor.may("text.publish") and moving.movable(found),
        "compared": editions.compared(found),
        "tone": words.TONES.get(found.state, "neutral"),
        "moves": [(each, words.MOVES[each]) for each in moves],
        "waits": found.state == "proposed" and not rules.approves(found.standing, actor.authority),
        "form": form or fresh,
        "steps": [(step, words.DONE[step.move], names.get(step.by or 0, "")) for step in steps],
    }


def _back(found: Text) -> str | None:
    """The page of what a text belongs to."""
    known = kinds.kind_of(found.kind)
    return known.page(found.id) if known is not None and known.page is not None else None


@may("text.write")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Write a text."""
    form = forms.NewForm(pages.sent(request), initial={"kind": request.GET.get("kind", "news")})
    return pages.form_page(
        request,
        "texts/write.html",
        form,
        keep=lambda: api.write(
            kind=form.cleaned_data["kind"],
            language=form.cleaned_data["language"],
            words=form.words(),
            both=form.cleaned_data["both"],
            slug=form.slug(),
            again=form.cleaned_data.get("again", False),
            actor=request.actor,
            now=timezone.now(),
        ),
        to=lambda found: ("texts:text", found.id),
        done=_("Kept as a draft. Nobody outside reads it yet."),
    )


@may("text.write")
@require_http_methods(["GET", "POST"])
def rewrite(request: ActorRequest, text_id: int) -> HttpResponse:
    """Write other words. Where somebody else has saved meanwhile, both stand beside each other."""
    found = _known(text_id)
    form = forms.WordsForm(pages.sent(request), initial=forms.WordsForm.known(found.words, based_on=found.newest))
    try:
        return pages.form_page(
            request,
            "texts/write.html",
            form,
            keep=lambda: _keep(request, text_id, form),
            to=lambda kept: ("texts:text", kept.id),
            done=_("Kept as a draft. What everybody reads stays until it is published."),
            shown={"text": found},
        )
    except _Both as both:
        return _beside(request, found, form, both.said)


class _Both(Exception):
    """Somebody else has saved meanwhile."""

    def __init__(self, said: Meanwhile) -> None:
        super().__init__(said.message)
        self.said = said


def _keep(request: ActorRequest, text_id: int, form: forms.WordsForm) -> Text:
    try:
        return api.rewrite(
            text_id=text_id,
            words=form.words(),
            based_on=form.cleaned_data["based_on"] or 0,
            actor=request.actor,
            now=timezone.now(),
        )
    except Meanwhile as said:
        raise _Both(said) from said


def _beside(request: HttpRequest, found: Text, form: forms.WordsForm, said: Meanwhile) -> HttpResponse:
    """The person's words in the form, now based on what stands, which is shown beside it with what differs."""
    again = forms.WordsForm(
        initial=forms.WordsForm.known(form.words(), based_on=said.theirs.number),
    )
    differs = comparing.pieces(form.cleaned_data["body"], said.theirs.words.body)
    shown = {"text": found, "form": again, "theirs": said.theirs, "problem": said.message, "differs": differs}
    return render(request, "texts/write.html", shown, status=HTTPStatus.CONFLICT)


@takes_file(pictures.MOST_BYTES, action="text.write")
@may("text.write")
@require_http_methods(["GET", "POST"])
def add_picture(request: ActorRequest) -> HttpResponse:
    """Keep a picture for a text: the editor is told its address, a person without script how to write it."""
    form = forms.PictureForm(pages.sent(request), pages.files(request))
    try:
        number = _picture(form) if form.is_valid() else None
    except (Refused, pictures.Refused, pictures.Unopened, pictures.Busy) as problem:
        form.add_error(getattr(problem, "field", None) or "picture", problem.message)
        number = None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    sign = None if number is None else {"src": f"picture:{number}", "alt": form.cleaned_data["alt"].strip()}
    if request.method == "POST" and request.accepts("application/json") and not request.accepts("text/html"):
        wrong = next(iter(form.errors.items()), ("", [""]))
        return JsonResponse(sign or {"problem": wrong[1][0], "field": wrong[0]}, status=status)
    return render(request, "texts/picture.html", {"form": form, "sign": sign}, status=status)


def _picture(form: forms.PictureForm) -> int:
    file = form.cleaned_data["picture"]
    return album.take(content=file.read(), name=file.name, alt=form.cleaned_data["alt"], now=timezone.now())


@pages.post("texts:text", "text_id")
@may("text.see")
def move(request: ActorRequest, text_id: int, move: str) -> HttpResponse:
    """Lead a text on, with a sentence."""
    found, form = _known(text_id), forms.MoveForm(pages.sent(request))
    return pages.form_page(
        request,
        "texts/text.html",
        form,
        keep=lambda: api.move(text_id=text_id, move=move, actor=request.actor, now=timezone.now(), **form.asked()),
        to=("texts:text", text_id),
        done=lambda _text: words.DONE[move],
        shown=lambda: _shown(request, found, form),
    )


@may("text.publish")
@require_http_methods(["GET", "POST"])
def address(request: ActorRequest, text_id: int) -> HttpResponse:
    """Give a text another address; the earlier one leads there."""
    found = _known(text_id)
    form = forms.AddressForm(pages.sent(request), initial={"slug": found.slug})
    return pages.form_page(
        request,
        "texts/address.html",
        form,
        keep=lambda: moving.readdress(text_id=text_id, actor=request.actor, now=timezone.now(), **form.asked()),
        to=("texts:text", text_id),
        done=lambda text: _("It is found at …/%(end)s/ now.") % {"end": text.slug},
        shown={"text": found},
    )


@may("text.see")
@require_GET
def revision(request: ActorRequest, text_id: int, revision_number: int) -> HttpResponse:
    """An earlier revision, and what differs from the newest."""
    found = _known(text_id)
    earlier = pages.known_or_404(api.revision, text_id=text_id, number=revision_number)
    who = people.names(user_ids=frozenset({earlier.by} if earlier.by else ())).get(earlier.by or 0, "")
    differs = comparing.of_words(earlier.words, found.words) if earlier.words != found.words else ()
    shown = {"text": found, "earlier": earlier, "differs": differs, "who": who}
    return render(request, "texts/revision.html", shown)


@pages.post("texts:text", "text_id")
@may("text.write")
def restore(request: ActorRequest, text_id: int, revision_number: int) -> HttpResponse:
    """Take an earlier revision's words again."""
    _known(text_id)
    seen = forms.SeenForm(request.POST)
    based_on = seen.cleaned_data["based_on"] if seen.is_valid() else 0
    return pages.act(
        request,
        lambda: api.restore(
            text_id=text_id, number=revision_number, based_on=based_on, actor=request.actor, now=timezone.now()
        ),
        to=("texts:text", text_id),
        done=_("The earlier wording is a draft now."),
    )
