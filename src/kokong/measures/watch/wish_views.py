"""The page on which a household's wish for a group becomes an invitation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages
from kokong.kernel.widgets import number
from kokong.people.api import ActorRequest, may

from . import wished as wishing
from .forms import InviteForm


@may("watch.do")
@require_http_methods(["GET", "POST"])
def wished(request: ActorRequest) -> HttpResponse:
    """Invite a home that wishes for a group, by e-mail or by a letter."""
    found, now = wishing.wished(task_id=number(request.GET.get("task"))), timezone.now()
    if found is None:
        messages.info(request, _("Somebody has seen to that wish."))
        return redirect("watch:list")
    if "paper" in request.POST:
        return pages.pdf(
            request, lambda: wishing.on_paper(wish=found, actor=request.actor, now=now), name="invitation",
            back="watch:list",
        )  # fmt: skip
    form = InviteForm(pages.sent(request))
    return pages.form_page(
        request, "watch/wished.html", form,
        keep=lambda: wishing.by_email(wish=found, actor=request.actor, now=now, **form.cleaned_data),
        to="tasks:list", done=_("An invitation is on its way. They are a member once they have accepted it."),
        shown={"wish": found}, blame="email",
    )  # fmt: skip
