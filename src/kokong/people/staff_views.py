"""Pages of who works here: inviting, giving and ending roles."""

from typing import Final

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages
from kokong.kernel.pages import known_or_404, post

from . import invitations, staff
from .api import ActorRequest, may
from .forms import InviteForm, RoleForm
from .lists import PEOPLE

LIST: Final = "people:list"


@may("people.manage")
@require_http_methods(["GET", "POST"])
def people(request: ActorRequest) -> HttpResponse:
    """Who works here, and who is invited; invite somebody."""
    now, me = timezone.now(), request.actor
    found = staff.colleagues(actor=me, now=now)
    if (answer := PEOPLE.answered(request, lambda _asked: found)) is not None:
        return answer
    form = InviteForm(pages.sent(request), appointed_by=me.roles)
    said = _("%(name)s is being sent an invitation. They work here once they have accepted it.")
    return pages.form_page(
        request,
        "people/list.html",
        form,
        keep=lambda: invitations.invite(actor=me, now=now, **form.cleaned_data),
        to=LIST,
        done=lambda _invited: said % {"name": form.cleaned_data["name"]},
        shown=lambda: {
            "list": PEOPLE.shown(request, lambda _asked: found),
            "working": len(found),
            "invitations": invitations.pending(actor=me, now=now),
            "may_secure": me.may("people.security"),
        },
    )


@may("people.manage")
@require_http_methods(["GET", "POST"])
def person(request: ActorRequest, user_id: int) -> HttpResponse:
    """One colleague's roles; give one more."""
    now = timezone.now()
    found = known_or_404(staff.colleague, actor=request.actor, user_id=user_id, now=now)
    form = RoleForm(pages.sent(request), offered=found.offered)
    return pages.form_page(
        request,
        "people/person.html",
        form,
        keep=lambda: staff.give(actor=request.actor, user_id=user_id, now=now, **form.cleaned_data),
        to=("people:person", user_id),
        done=_("The role is given."),
        shown={"person": found},
    )


@may("people.manage")
@post("people:person", "user_id")
def end_role(request: ActorRequest, user_id: int, grant_id: int) -> HttpResponse:
    """End one role of a colleague."""
    me, now = request.actor, timezone.now()
    return pages.act(
        request,
        lambda: known_or_404(staff.end_role, actor=me, user_id=user_id, grant_id=grant_id, now=now),
        to=lambda _name: (
            ("people:person", user_id) if staff.colleague(actor=me, user_id=user_id, now=now) else LIST
        ),
        done=lambda name: _("%(name)s’s role has ended.") % {"name": name},
        back=LIST,
    )


@may("people.manage")
@post("people:person", "user_id")
def end(request: ActorRequest, user_id: int) -> HttpResponse:
    """End a colleague's work here. The account itself stays; what the person did stays in the log."""
    return pages.act(
        request,
        lambda: known_or_404(staff.end, actor=request.actor, user_id=user_id, now=timezone.now()),
        to=LIST,
        done=lambda name: _("%(name)s’s work here has ended.") % {"name": name},
    )


@may("people.manage")
@post(LIST)
def send_again(request: ActorRequest, invitation_id: int) -> HttpResponse:
    """Send an invitation again; the link before it ends."""
    me, now = request.actor, timezone.now()
    said = _("%(name)s is being sent a new link. The one before no longer holds.")
    return pages.act(
        request,
        lambda: known_or_404(invitations.send_again, actor=me, invitation_id=invitation_id, now=now),
        to=LIST,
        done=lambda name: said % {"name": name},
    )


@may("people.manage")
@post(LIST)
def withdraw(request: ActorRequest, invitation_id: int) -> HttpResponse:
    """End an invitation."""
    me, now = request.actor, timezone.now()
    said = _("The invitation of %(name)s is withdrawn. The link no longer holds.")
    return pages.act(
        request,
        lambda: known_or_404(invitations.withdraw, actor=me, invitation_id=invitation_id, now=now),
        to=LIST,
        done=lambda name: said % {"name": name},
    )
