"""One's own access tokens: the list, a new one, ending one."""

from http import HTTPStatus

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kokong.kernel.errors import UserError

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
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = tokens.make(actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except UserError as error:
            form.add_error("expires", error.message)
        else:
            return render(request, "people/token_made.html", {"token": token, "secret": secret})
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "people/token_new.html", {"form": form}, status=status)


@may("layers.read")
@require_POST
def revoke(request: ActorRequest, token_id: int) -> HttpResponse:
    """End one of one's own tokens."""
    if not tokens.revoke(token_id=token_id, user_id=request.actor.user_id, now=timezone.now()):
        raise Http404
    messages.success(request, _("The token no longer opens anything."))
    return redirect("people:tokens")
