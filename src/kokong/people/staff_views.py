"""Pages of who works here: inviting, giving and ending roles."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kokong.kernel.errors import UserError

from . import invitations, staff
from .api import ActorRequest, may
from .forms import InviteForm, RoleForm


@may("people.manage")
@require_http_methods(["GET", "POST"])
def people(request: ActorRequest) -> HttpResponse:
    """Who works here, and who is invited; invite somebody."""
    form = InviteForm(request.POST or None, appointed_by=request.actor.roles)
    if request.method == "POST" and form.is_valid() and _invited(request, form):
        return redirect("people:list")
    now = timezone.now()
    shown = {
        "people": staff.colleagues(actor=request.actor, now=now),
        "invitations": invitations.pending(actor=request.actor, now=now),
        "form": form,
        "may_secure": request.actor.may("people.security"),
    }
    return render(request, "people/list.html", shown, status=_status(form))


def _invited(request: ActorRequest, form: InviteForm) -> bool:
    try:
        invitations.invite(actor=request.actor, now=timezone.now(), **form.cleaned_data)
    except UserError as error:
        form.add_error(None, error.message)
        return False
    said = _("%(name)s is being sent an invitation. They work here once they have accepted it.")
    messages.success(request, said % {"name": form.cleaned_data["name"]})
    return True


@may("people.manage")
@require_http_methods(["GET", "POST"])
def person(request: ActorRequest, user_id: int) -> HttpResponse:
    """One colleague's roles; give one more."""
    found = staff.colleague(actor=request.actor, user_id=user_id, now=timezone.now())
    if found is None:
        raise Http404
    form = RoleForm(request.POST or None, offered=found.offered)
    if request.method == "POST" and form.is_valid() and _given(request, user_id, form):
        return redirect("people:person", user_id=user_id)
    return render(request, "people/person.html", {"person": found, "form": form}, status=_status(form))


def _given(request: ActorRequest, user_id: int, form: RoleForm) -> bool:
    try:
        staff.give(actor=request.actor, user_id=user_id, now=timezone.now(), **form.cleaned_data)
    except UserError as error:
        form.add_error(None, error.message)
        return False
    messages.success(request, _("The role is given."))
    return True


@may("people.manage")
@require_POST
def end_role(request: ActorRequest, user_id: int, grant_id: int) -> HttpResponse:
    """End one role of a colleague."""
    done = partial(staff.end_role, user_id=user_id, grant_id=grant_id)
    answer = _done(request, done, _("%(name)s’s role has ended."))
    return redirect("people:person", user_id=user_id) if _works(request, user_id) else answer


@may("people.manage")
@require_POST
def end(request: ActorRequest, user_id: int) -> HttpResponse:
    """End a colleague's work here. The account itself stays; what the person did stays in the log."""
    return _done(request, partial(staff.end, user_id=user_id), _("%(name)s’s work here has ended."))


@may("people.manage")
@require_POST
def send_again(request: ActorRequest, invitation_id: int) -> HttpResponse:
    """Send an invitation again; the link before it ends."""
    done = partial(invitations.send_again, invitation_id=invitation_id)
    return _done(request, done, _("%(name)s is being sent a new link. The one before no longer holds."))


@may("people.manage")
@require_POST
def withdraw(request: ActorRequest, invitation_id: int) -> HttpResponse:
    """End an invitation."""
    done = partial(invitations.withdraw, invitation_id=invitation_id)
    return _done(request, done, _("The invitation of %(name)s is withdrawn. The link no longer holds."))


def _done(request: ActorRequest, action: Callable[..., str | None], said: str) -> HttpResponse:
    """Do it, say so, and go back to the list."""
    try:
        name = action(actor=request.actor, now=timezone.now())
    except UserError as error:
        messages.error(request, error.message)
        return redirect("people:list")
    if name is None:
        raise Http404
    messages.success(request, said % {"name": name})
    return redirect("people:list")


def _works(request: ActorRequest, user_id: int) -> bool:
    return staff.colleague(actor=request.actor, user_id=user_id, now=timezone.now()) is not None


def _status(form: InviteForm | RoleForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
