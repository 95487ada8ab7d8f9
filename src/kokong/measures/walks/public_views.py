"""Pages without a sign-in: to sign up, to ask for a walk, to answer as an owner. GET changes nothing."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages, tenancy
from kokong.kernel.models import Municipality

from . import asking, public, wishes, words
from . import lent as lending
from .asking import Asked
from .forms import AnswerForm
from .public_forms import SignUpForm, WishForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, code: str, walk_id: int) -> HttpResponse:
    """Ask for an invitation to a walk that is announced."""
    place, form = _place(code), SignUpForm(pages.sent(request))
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        walk = public.coming(walk_id)
    if walk is None:
        raise Http404
    return pages.form_page(
        request,
        "walks/public/sign_up.html",
        form,
        keep=lambda: wishes.sign_up(place=place, walk_id=walk_id, now=timezone.now(), **form.cleaned_data),
        to=lambda _kept: render(request, "walks/public/sent.html", {"place": place}),
        shown={"place": place, "walk": walk},
        blame="email",
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a walk."""
    place, form = _place(code), WishForm(pages.sent(request))
    return pages.form_page(
        request,
        "walks/public/wish.html",
        form,
        keep=lambda: wishes.ask(place=place, asked=form.asked(), now=timezone.now()),
        to=lambda _kept: render(request, "walks/public/sent.html", {"place": place}),
        shown={"place": place},
        blame="where",
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, letter: str) -> HttpResponse:
    """The link of a wish: looked at it changes nothing, pressed the desk sees the wish."""
    now, pressed = timezone.now(), request.method == "POST"
    found = wishes.confirm(secret=letter, now=now) if pressed else wishes.look(secret=letter, now=now)
    if found is None:
        return _over(request)
    shown = {"found": found, "done": pressed and not found.used}
    return render(request, "walks/public/confirm.html", shown)


@never_cache
@require_GET
def answer(request: HttpRequest, letter: str) -> HttpResponse:
    """What was found on an owner's ground, with a form for each."""
    found = asking.look(secret=letter)
    return _over(request) if found is None else _page(request, letter, found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_one(request: HttpRequest, letter: str, finding_id: int) -> HttpResponse:
    """The answer about one finding; whoever only looks is led to the page of all."""
    found = asking.look(secret=letter)
    if found is None:
        return _over(request)
    if request.method != "POST":
        return redirect("walks-public:answer", letter)
    with translation.override(found.language):
        form = AnswerForm(request.POST, prefix=str(finding_id))
        if not form.is_valid():
            return _page(request, letter, found, {finding_id: form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return pages.act(
            request,
            lambda: asking.answer(secret=letter, finding_id=finding_id, now=timezone.now(), **form.given()),
            to=("walks-public:answer", letter),
            done=_("Your answer is noted. Thank you."),
        )


@require_GET
def lent(_request: HttpRequest, letter: str) -> HttpResponse:
    """A photo for a system that was told of it; nothing is logged, as everybody sees it."""
    found = lending.jpeg(name=letter, today=timezone.localdate())
    if found is None:
        raise Http404
    answer = HttpResponse(found, content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=30"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _page(
    request: HttpRequest, letter: str, found: Asked, forms: dict[int, AnswerForm] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:  # fmt: skip
    with translation.override(found.language):
        each = [
            {
                "finding": one,
                "about": words.CATEGORIES[one.category],
                "state": words.FOUND[one.state],
                "tone": words.FOUND_TONES.get(one.state, "neutral"),
                "form": (forms or {}).get(one.id) or AnswerForm(prefix=str(one.id)),
                "open": one.state in {"asked", "promised", "refused"},
                "first": one.state == "asked",
            }
            for one in found.findings
        ]
        shown = {"asked": found, "each": each, "letter": letter}
        return render(request, "walks/public/answer.html", shown, status=status)


def _place(code: str) -> Municipality:
    found = Municipality.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "walks/public/over.html", status=HTTPStatus.NOT_FOUND)
