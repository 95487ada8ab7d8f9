"""The staff's pages of a group's roster."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import api, lists, words
from .forms import AnswerForm, InviteForm, PersonForm, RoleForm, WhenForm
from .rosters import telling


@may("watch.see")
def roster(request: ActorRequest, group_id: int) -> HttpResponse:
    """The homes of a group and what they answered."""
    found = pages.known_or_404(api.group, group_id=group_id)
    return lists.roster_of(group_id).answer(
        request,
        lists.homes(group_id),
        template="watch/roster.html",
        shown=lambda: {"group": found, "untold": telling.untold(group_id=group_id)},
    )


@may("watch.do")
@require_http_methods(["GET", "POST"])
def home(request: ActorRequest, group_id: int, dwelling_id: int) -> HttpResponse:
    """One home: what it answered, who of it is in the group; one more person can be added."""
    found = pages.known_or_404(api.group, group_id=group_id)
    line = pages.known_or_404(api.home, group_id=group_id, dwelling_id=dwelling_id)
    form = PersonForm(pages.sent(request))
    return pages.form_page(
        request,
        "watch/home.html",
        form,
        keep=lambda: api.add_person(
            group_id=group_id, dwelling_id=dwelling_id, draft=form.draft(), now=timezone.now()
        ),
        to=("watch:home", group_id, dwelling_id),
        done=_("Saved."),
        shown={
            "group": found,
            "line": line,
            "answer": words.HOMES[line.state],
            "members": [(m, RoleForm(initial={"role": m.role}, prefix="")) for m in line.members],
            "invite": InviteForm(auto_id="invite-%s"),
            "when": WhenForm(initial={"on": timezone.localdate()}),
        },
    )


@pages.post("watch:home", "group_id", "dwelling_id")
@may("watch.do")
def invite(request: ActorRequest, group_id: int, dwelling_id: int) -> HttpResponse:
    """Send somebody of the home a link by which they can join."""
    form = InviteForm(request.POST)
    return pages.act(
        request,
        lambda: api.invite(group_id=group_id, dwelling_id=dwelling_id, now=timezone.now(), **form.cleaned_data),
        to=("watch:home", group_id, dwelling_id),
        done=_("An invitation is on its way. They are a member once they have accepted it."),
        form=form,
    )


@pages.post("watch:home", "group_id", "dwelling_id")
@may("watch.do")
def answer(request: ActorRequest, group_id: int, dwelling_id: int) -> HttpResponse:
    """What the home answered."""
    form = AnswerForm(request.POST)
    return pages.act(
        request,
        lambda: api.answer(
            group_id=group_id, dwelling_id=dwelling_id, state=form.cleaned_data["state"], now=timezone.now()
        ),
        to=("watch:home", group_id, dwelling_id),
        done=_("Noted."),
        form=form,
    )


@pages.post("watch:home", "group_id", "dwelling_id")
@may("watch.do")
def decals(request: ActorRequest, group_id: int, dwelling_id: int) -> HttpResponse:
    """The home got its decals."""
    form = WhenForm(request.POST)
    return pages.act(
        request,
        lambda: api.give_decals(
            group_id=group_id, dwelling_id=dwelling_id, on=form.cleaned_data["on"], now=timezone.now()
        ),
        to=("watch:home", group_id, dwelling_id),
        done=_("Noted."),
        form=form,
    )


@pages.post("watch:roster", "group_id")
@may("watch.do")
def checked(request: ActorRequest, group_id: int) -> HttpResponse:
    """Somebody has gone through the roster."""
    return pages.act(
        request,
        lambda: api.checked(group_id=group_id, now=timezone.now()),
        to=("watch:roster", group_id),
        done=_("Noted: the roster has been gone through today."),
    )


@pages.post("watch:list")
@may("watch.do")
def name_role(request: ActorRequest, member_id: int) -> HttpResponse:
    """Make a member a contact person, or a member again."""
    form = RoleForm(request.POST)
    return pages.act(
        request,
        lambda: api.name_role(member_id=member_id, role=form.cleaned_data["role"], now=timezone.now()),
        to=lambda group_id: ("watch:roster", group_id),
        done=_("Noted."),
        form=form,
    )


@pages.post("watch:list")
@may("watch.do")
def remove(request: ActorRequest, member_id: int) -> HttpResponse:
    """The person leaves."""
    return pages.act(
        request,
        lambda: api.remove(member_id=member_id, now=timezone.now()),
        to=lambda group_id: ("watch:roster", group_id),
        done=_("They have left, and what was written of them is gone."),
    )
