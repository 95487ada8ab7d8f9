"""The page that an invitation's link leads to. Opening it changes nothing; whoever presses the button accepts."""

from http import HTTPStatus
from typing import Literal

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from . import accounts, invitations
from .forms import NewcomerForm

# Who has the link is: signed in under its address, under another, has an account there, or is new.
Who = Literal["themselves", "other", "known", "new"]


@sensitive_post_parameters("password1", "password2")
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Which municipality, which roles, by whom; accept."""
    opened = invitations.open_link(secret=secret, now=timezone.now())
    if opened is None:
        return render(request, "people/invitation_over.html", status=HTTPStatus.NOT_FOUND)
    who = _who(request, opened)
    form = NewcomerForm(request.POST or None, invited=opened) if who == "new" else None
    if request.method == "POST" and who == "themselves":
        return _accepted(request, secret)
    if request.method == "POST" and form is not None and form.is_valid():
        return _begun(request, secret, opened, form.cleaned_data["password1"])
    shown = {"invited": opened, "who": who, "form": form, "here": request.path}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK
    return render(request, "people/invitation.html", shown, status=status)


def _who(request: HttpRequest, opened: invitations.Opened) -> Who:
    user = request.user
    if user.is_authenticated:
        return "themselves" if user.email == opened.email else "other"
    return "known" if accounts.signs_in(email=opened.email) else "new"


def _begun(request: HttpRequest, secret: str, opened: invitations.Opened, password: str) -> HttpResponseBase:
    """A newcomer: the link has proven the address, so the password makes the account theirs."""
    user = accounts.begin(email=opened.email, name=opened.name, password=password)
    answer: HttpResponse = perform_login(request, user, email_verification="none")
    return _accepted(request, secret) if request.user.is_authenticated else answer


def _accepted(request: HttpRequest, secret: str) -> HttpResponse:
    user = request.user
    assert user.is_authenticated
    joined = invitations.accept(secret=secret, user_id=user.pk, email=user.email, now=timezone.now())
    if joined is None:
        return render(request, "people/invitation_over.html", status=HTTPStatus.NOT_FOUND)
    accounts.work_in(request, joined.municipality_id)
    messages.success(request, _("Welcome. You work in %(place)s now.") % {"place": joined.municipality})
    return redirect("/")
