"""One's own access tokens: the list, a new one, ending one."""

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages

from . import tokens
from .api import ActorRequest, may
from .forms import TokenForm


@may("layers.read")
@require_GET
def shown(request: ActorRequest) -> HttpResponse:
    """The tokens that open something here."""
    found = tokens.mine(user_id=request.actor.user_id, now=timezone.now())
    return render(request, "people/tokens.html", {"tokens": found})


@may("layers.read")
@reauthentication_required  # type: ignore[untyped-decorator]
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Make a token, once one has shown again who one is. Its secret is on the answer's page and nowhere else."""
    form = TokenForm(pages.sent(request))
    return pages.form_page(
        request,
        "people/token_new.html",
        form,
        keep=lambda: tokens.make(actor=request.actor, now=timezone.now(), **form.cleaned_data),
        to=lambda made: render(request, "people/token_made.html", {"token": made[0], "secret": made[1]}),
        blame="expires",
    )


@may("layers.read")
@pages.post("people:tokens")
def revoke(request: ActorRequest, token_id: int) -> HttpResponse:
    """End one of one's own tokens."""
    me, now = request.actor.user_id, timezone.now()
    return pages.act(
        request,
        lambda: pages.known_or_404(tokens.revoke, token_id=token_id, user_id=me, now=now),
        to="people:tokens",
        done=_("The token no longer opens anything."),
    )
