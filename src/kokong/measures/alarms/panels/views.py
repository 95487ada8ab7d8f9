"""Enrolling a panel, changing it, and whom to call about it."""

from typing import Final

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages

from .. import api, words
from ..access import OperatorRequest, may
from ..console import map as console_map
from ..console import surroundings
from ..console.words import said
from ..values import Account, Contact
from . import sheets
from .forms import ContactForm, EditForm, EnrolForm, zones_of

INSTALLING: Final = 60  # minutes in test mode


@may("alarm.enrol")
@require_http_methods(["GET", "POST"])
def enrol(request: OperatorRequest) -> HttpResponse:
    """Enrol a panel; a running receiver knows it at once. A key that was made is on the answer's page alone."""
    form = EnrolForm(pages.sent(request))
    return pages.form_page(
        request,
        "alarms/enrol.html",
        form,
        keep=lambda: _enrolled(form),
        to=lambda made: sheets.shown(request, made, key=form.made),
    )


def _enrolled(form: EnrolForm) -> Account:
    now = timezone.now()
    made = api.enrol(**form.panel(), plan=form.plan(), key=form.new_key(), now=now)
    return api.set_test(account_id=made.id, minutes=INSTALLING, now=now) if form.cleaned_data["test"] else made


@may("alarm.enrol")
@require_GET
@never_cache
def sheet(request: OperatorRequest, account_id: int) -> HttpResponse:
    """What to type into the panel; without the key, which is shown once."""
    return sheets.shown(request, _account(account_id))


@may("alarm.enrol")
@require_http_methods(["GET", "POST"])
def edit(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Change a panel; a key that was made is on the answer's page alone."""
    account = _account(account_id)
    form = EditForm.of(account, pages.sent(request))
    home: pages.To = ("alarms:account", account_id)
    return pages.form_page(
        request,
        "alarms/edit.html",
        form,
        keep=lambda: api.change(account_id=account_id, **form.changes()),
        to=lambda _kept: sheets.shown(request, _account(account_id), key=form.made) if form.made else home,
        done=lambda _kept: "" if form.made else _("Saved. Receivers know it already."),
        shown={"account": account},
    )


@may("alarm.enrol")
@require_http_methods(["GET", "POST"])
def zones(request: OperatorRequest, account_id: int) -> HttpResponse:
    """What the detectors are, and where; pointed out on the map, or by their side of the home."""
    account = _account(account_id)
    rows = zones_of(account, pages.sent(request))
    return pages.form_page(
        request,
        "alarms/zones.html",
        rows,
        keep=lambda: api.change(account_id=account_id, plan={**account.plan, "zones": rows.plan()}),
        to=("alarms:account", account_id),
        done=_("The detectors are saved."),
        shown={"account": account, "has_place": account.lon is not None},
        name="forms",
    )


@may("alarm.enrol")
@require_GET
def zone_features(request: OperatorRequest, account_id: int) -> JsonResponse:  # noqa: ARG001
    """The home, its way to the street, and detectors by their side, as GeoJSON."""
    account = _account(account_id)
    lies = surroundings.of(account.dwelling_id)
    return JsonResponse(console_map.collection(console_map.of_account(account, lies)))


@pages.post("alarms:account", "account_id")
@may("alarm.enrol")
def retire(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Take a panel out of service."""
    _account(account_id)
    return pages.act(
        request,
        lambda: api.retire(account_id=account_id, now=timezone.now()),
        to=("alarms:account", account_id),
        done=_("The panel is out of service, and its key is gone."),
    )


@may("alarm.enrol")
@require_http_methods(["GET", "POST"])
def contacts(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Whom to call, in order; add somebody."""
    account = _account(account_id)
    form = ContactForm(pages.sent(request))
    return pages.form_page(
        request,
        "alarms/contacts.html",
        form,
        keep=lambda: api.add_contact(account_id=account_id, now=timezone.now(), **form.cleaned_data),
        to=("alarms:contacts", account_id),
        done=lambda added: _("%(name)s will be called.") % {"name": added.name},
        shown=lambda: {
            "account": account,
            "contacts": [
                (one, said(words.CONTACT_KINDS, one.what)) for one in api.contacts(account_id=account_id)
            ],
            "kept": api.kept(account_id=account_id),
        },
    )


@may("alarm.enrol")
@require_http_methods(["GET", "POST"])
def contact(request: OperatorRequest, account_id: int, contact_id: int) -> HttpResponse:
    """Correct a contact."""
    account, known = _account(account_id), _contact(account_id, contact_id)
    form = ContactForm.of(known, pages.sent(request))
    return pages.form_page(
        request,
        "alarms/contact.html",
        form,
        keep=lambda: api.change_contact(contact_id=contact_id, **form.cleaned_data),
        to=("alarms:contacts", account_id),
        done=_("Saved."),
        shown={"account": account, "contact": known},
    )


@pages.post("alarms:contacts", "account_id")
@may("alarm.enrol")
def arrange(request: OperatorRequest, account_id: int, contact_id: int) -> HttpResponse:
    """Call somebody earlier or later, or no more."""
    _account(account_id)
    _contact(account_id, contact_id)
    way = request.POST.get("way", "")
    return pages.act(
        request,
        lambda: _arranged(contact_id, way),
        to=("alarms:contacts", account_id),
        done=_("The contact is forgotten.") if way == "remove" else "",
    )


def _arranged(contact_id: int, way: str) -> None:
    if way == "remove":
        api.remove_contact(contact_id=contact_id)
    elif way in {"up", "down"}:
        api.move_contact(contact_id=contact_id, up=way == "up")


def _account(account_id: int) -> Account:
    found = pages.known_or_404(api.account, account_id=account_id)
    if found.retired:
        raise Http404
    return found


def _contact(account_id: int, contact_id: int) -> Contact:
    known = (one for one in api.contacts(account_id=account_id) if one.id == contact_id)
    return pages.known_or_404(lambda: next(known, None))
