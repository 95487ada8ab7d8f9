"""Enrolling a panel, changing it, and whom to call about it."""

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kokong.kernel.errors import UserError

from .. import api, words
from ..access import OperatorRequest, may
from ..console import map as console_map
from ..console import surroundings
from ..console.words import said
from ..values import Account, Contact, FieldProblem
from . import sheets
from .forms import ContactForm, EditForm, EnrolForm, zones_of

INSTALLING: Final = 60  # minutes in test mode


@may("alarm.enrol")
@require_http_methods(["GET", "POST"])
def enrol(request: OperatorRequest) -> HttpResponse:
    """Enrol a panel; a running receiver knows it at once. A key that was made is on the answer's page alone."""
    form = EnrolForm(_sent(request))
    made = _try(form, lambda: api.enrol(**form.panel(), plan=form.plan(), key=form.new_key(), now=timezone.now()))
    if made is not None:
        if form.cleaned_data["test"]:
            made = api.set_test(account_id=made.id, minutes=INSTALLING, now=timezone.now())
        return sheets.shown(request, made, key=form.made)
    return render(request, "alarms/enrol.html", {"form": form}, status=422 if form.errors else 200)


@may("alarm.enrol")
@require_GET
@never_cache
def sheet(request: OperatorRequest, account_id: int) -> HttpResponse:
    """What to type into the panel; without the key, which is shown once."""
    return sheets.shown(request, _account(account_id))


@may("alarm.enrol")
@require_http_methods(["GET", "POST"])
def edit(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Change a panel."""
    account = _account(account_id)
    form = EditForm.of(account, _sent(request))
    if _try(form, lambda: api.change(account_id=account_id, **form.changes())) is not None:
        if form.made:
            return sheets.shown(request, _account(account_id), key=form.made)
        messages.success(request, _("Saved. Receivers know it already."))
        return redirect("alarms:account", account_id)
    shown = {"form": form, "account": account}
    return render(request, "alarms/edit.html", shown, status=422 if form.errors else 200)


@may("alarm.enrol")
@require_http_methods(["GET", "POST"])
def zones(request: OperatorRequest, account_id: int) -> HttpResponse:
    """What the detectors are, and where; pointed out on the map, or by their side of the home."""
    account = _account(account_id)
    rows = zones_of(account, _sent(request))
    if request.method == "POST" and rows.is_valid():
        try:
            api.change(account_id=account_id, plan={**account.plan, "zones": rows.plan()})
        except FieldProblem as error:
            rows.non_form_errors().append(error.message)
        else:
            messages.success(request, _("The detectors are saved."))
            return redirect("alarms:account", account_id)
    wrong = request.method == "POST"
    shown = {"forms": rows, "account": account, "has_place": account.lon is not None}
    return render(request, "alarms/zones.html", shown, status=422 if wrong else 200)


@may("alarm.enrol")
@require_GET
def zone_features(request: OperatorRequest, account_id: int) -> JsonResponse:  # noqa: ARG001
    """The home, its way to the street, and detectors by their side, as GeoJSON."""
    account = _account(account_id)
    lies = surroundings.of(account.dwelling_id)
    return JsonResponse(console_map.collection(console_map.of_account(account, lies)))


@may("alarm.enrol")
@require_POST
def retire(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Take a panel out of service."""
    _account(account_id)
    api.retire(account_id=account_id, now=timezone.now())
    messages.success(request, _("The panel is out of service, and its key is gone."))
    return redirect("alarms:account", account_id)


@may("alarm.enrol")
@require_http_methods(["GET", "POST"])
def contacts(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Whom to call, in order; add somebody."""
    account = _account(account_id)
    form = ContactForm(_sent(request))
    added = _try(form, lambda: api.add_contact(account_id=account_id, now=timezone.now(), **form.cleaned_data))
    if added is not None:
        messages.success(request, _("%(name)s will be called.") % {"name": added.name})
        return redirect("alarms:contacts", account_id)
    chain = [(one, said(words.CONTACT_KINDS, one.what)) for one in api.contacts(account_id=account_id)]
    shown = {"form": form, "account": account, "contacts": chain, "kept": api.kept(account_id=account_id)}
    return render(request, "alarms/contacts.html", shown, status=422 if form.errors else 200)


@may("alarm.enrol")
@require_http_methods(["GET", "POST"])
def contact(request: OperatorRequest, account_id: int, contact_id: int) -> HttpResponse:
    """Correct a contact."""
    account, known = _account(account_id), _contact(account_id, contact_id)
    form = ContactForm.of(known, _sent(request))
    if _try(form, lambda: api.change_contact(contact_id=contact_id, **form.cleaned_data)) is not None:
        messages.success(request, _("Saved."))
        return redirect("alarms:contacts", account_id)
    shown = {"form": form, "account": account, "contact": known}
    return render(request, "alarms/contact.html", shown, status=422 if form.errors else 200)


@may("alarm.enrol")
@require_POST
def arrange(request: OperatorRequest, account_id: int, contact_id: int) -> HttpResponse:
    """Call somebody earlier or later, or no more."""
    _contact(account_id, contact_id)
    way = request.POST.get("way")
    if way in {"up", "down"}:
        api.move_contact(contact_id=contact_id, up=way == "up")
    elif way == "remove":
        api.remove_contact(contact_id=contact_id)
        messages.success(request, _("The contact is forgotten."))
    return redirect("alarms:contacts", account_id)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _try(form: forms.Form, work: Callable[[], Any]) -> Any:
    """What `work` gives for a valid form; None, with the reason on the form, where it can't be done."""
    if not form.is_valid():
        return None
    try:
        return work()
    except UserError as error:
        if error.status == 404:
            raise Http404 from error
        field = {"dwelling_id": "address"}.get(str(getattr(error, "field", "")), getattr(error, "field", None))
        form.add_error(field if field in form.fields else None, error.message)
        return None


def _account(account_id: int) -> Account:
    try:
        found = api.account(account_id=account_id)
    except api.AccountMissing as error:
        raise Http404 from error
    if found.retired:
        raise Http404
    return found


def _contact(account_id: int, contact_id: int) -> Contact:
    known = next((one for one in api.contacts(account_id=account_id) if one.id == contact_id), None)
    if known is None:
        raise Http404
    return known
