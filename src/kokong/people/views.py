"""Which municipality to work in, and one's own account."""

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from django.views.i18n import set_language

from kokong.kernel import drafts, pages

from . import accounts, members
from .api import Actor, signed_in
from .forms import AccountForm


@signed_in
@require_http_methods(["GET", "POST"])
def municipality(request: HttpRequest) -> HttpResponseBase:
    """Choose which municipality to work in, for people who work in several."""
    actors = _actors(request)
    if request.method == "POST":
        chosen = next((a for a in actors if str(a.municipality_id) == request.POST.get("municipality")), None)
        if chosen is None:
            raise Http404
        accounts.work_in(request, chosen.municipality_id)
        return redirect("/")
    return render(request, "people/municipality.html", {"actors": actors})


@signed_in
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponseBase:
    """One's own account: name, language, the way to password and two-step sign-in."""
    actors = _actors(request)
    acting: Actor = request.actor  # type: ignore[attr-defined]
    form = AccountForm(pages.sent(request), initial={"name": acting.name})
    return pages.form_page(
        request,
        "people/account.html",
        form,
        keep=lambda: members.rename(user_id=acting.user_id, name=form.cleaned_data["name"]),
        to="people:account",
        done=_("Saved."),
        shown={"actors": actors},
    )


@require_GET
@never_cache
def here(request: HttpRequest) -> JsonResponse:
    """For a page's script: who is signed in here now, a fresh token for forms, and what opens their drafts."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=HTTPStatus.UNAUTHORIZED)
    actor: Actor | None = getattr(request, "actor", None)
    user, municipality = request.user.pk, actor.municipality_id if actor else 0
    keys = drafts.keys(user_id=user, municipality_id=municipality)
    return JsonResponse({"user": user, "municipality": municipality, "csrf": get_token(request), "keys": keys})


@signed_in
@require_GET
def back(request: HttpRequest) -> HttpResponseBase:
    """Where signing in beside an open form leads: it tells the form's page, and can be closed."""
    return render(request, "people/back.html")


@pages.post("/")
def language(request: HttpRequest) -> HttpResponseBase:
    """Switch the language of this browser and, for signed-in people, of their e-mail and next sign-in."""
    chosen = request.POST.get("language", "")
    actor: Actor | None = getattr(request, "actor", None)
    if actor and chosen in dict(settings.LANGUAGES):
        accounts.keep_language(user_id=actor.user_id, language=chosen)
    return set_language(request)


def _actors(request: HttpRequest) -> tuple[Actor, ...]:
    actors: tuple[Actor, ...] = getattr(request, "actors", ())
    if not actors:
        raise PermissionDenied
    return actors
