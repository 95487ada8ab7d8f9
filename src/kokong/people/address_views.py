"""Changing the address one signs in with: ask, and prove."""

from http import HTTPStatus

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages

from . import addresses, door
from .api import signed_in
from .forms import AddressForm
from .models import User


@signed_in
@reauthentication_required  # type: ignore[untyped-decorator]
@never_cache
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Name a new address, once one has shown again who one is."""
    user = _user(request)
    form, now = AddressForm(pages.sent(request)), timezone.now()
    return pages.form_page(
        request,
        "people/address.html",
        form,
        keep=lambda: addresses.ask(user=user, email=form.cleaned_data["email"], now=now),
        to="people:address",
        done=_("An e-mail is on its way. Nothing changes before its link is opened."),
        shown=lambda: {"waiting": addresses.waiting(user=user, now=now)},
        blame="email",
    )


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest, proof: str) -> HttpResponse:
    """Where the letter's link leads: press the button there, signed in as the one who asked."""
    user, now = _user(request), timezone.now()
    holds = addresses.holds(user=user, proof=proof, now=now)
    if request.method == "POST" and holds and addresses.prove(user=user, proof=proof, now=now):
        door.note(request, door.Noted("account.address_changed", user.pk))
        messages.success(request, _("From now on you sign in with %(email)s.") % {"email": user.email})
        return redirect("/")
    status = HTTPStatus.OK if holds and request.method == "GET" else HTTPStatus.NOT_FOUND
    shown = {"holds": status == HTTPStatus.OK, "waiting": user.new_email}
    return render(request, "people/address_proof.html", shown, status=status)


def _user(request: HttpRequest) -> User:
    user = request.user
    assert user.is_authenticated
    return user
