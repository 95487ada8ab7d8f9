"""Who works here, which municipality to work in, and one's own account."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from kokong.kernel.errors import UserError

from . import accounts, api, members, rules
from .api import Actor, ActorRequest, may
from .forms import AccountForm, InviteForm
from .middleware import CHOSEN


@may("people.manage")
@require_http_methods(["GET", "POST"])
def people(request: ActorRequest) -> HttpResponse:
    """Who works here; invite somebody."""
    form = InviteForm(request.POST or None, appointed_by=request.actor.roles)
    if request.method == "POST" and form.is_valid() and _invite(request, form):
        return redirect("people:list")
    actor = request.actor
    given = rules.appointed_by(actor.roles)
    rows = [(p, p.roles <= given and p.user_id != actor.user_id) for p in api.people()]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "people/list.html", {"rows": rows, "form": form}, status=status)


def _invite(request: ActorRequest, form: InviteForm) -> bool:
    try:
        person = accounts.invite(actor=request.actor, **form.cleaned_data)
    except UserError as error:
        form.add_error(None, error.message)
        return False
    messages.success(request, _("%(name)s has been invited by e-mail.") % {"name": person.name})
    return True


@may("people.manage")
@require_POST
def end(request: ActorRequest, user_id: int) -> HttpResponse:
    """End a colleague's work here. The account itself stays; what the person did stays in the log."""
    try:
        person = accounts.end(actor=request.actor, user_id=user_id)
    except UserError as error:
        messages.error(request, error.message)
        return redirect("people:list")
    if person is None:
        raise Http404
    messages.success(request, _("%(name)s no longer works here.") % {"name": person.name})
    return redirect("people:list")


@login_required
@require_http_methods(["GET", "POST"])
def municipality(request: HttpRequest) -> HttpResponseBase:
    """Choose which municipality to work in, for people who work in several."""
    actors = _actors(request)
    if request.method == "POST":
        chosen = next((a for a in actors if str(a.municipality_id) == request.POST.get("municipality")), None)
        if chosen is None:
            raise Http404
        request.session[CHOSEN] = chosen.municipality_id
        return redirect("/")
    return render(request, "people/municipality.html", {"actors": actors})


@login_required
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponseBase:
    """One's own account: name, language, the way to password and two-step sign-in."""
    actors = _actors(request)
    acting: Actor = request.actor  # type: ignore[attr-defined]
    form = AccountForm(request.POST or None, initial={"name": acting.name})
    if request.method == "POST" and form.is_valid():
        members.rename(user_id=acting.user_id, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("people:account")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    shown = {"form": form, "actors": actors}
    return render(request, "people/account.html", shown, status=status)


@require_POST
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
