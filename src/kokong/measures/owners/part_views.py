"""What an owner has: buildings and people."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import api, contacts, words
from .checks import reading as check_reading
from .checks.paper import percent
from .forms import AgreeForm, ClaimForm, ContactForm, DecideForm, NewContactForm
from .telling import reading as told_reading
from .views import shown


@may("owner.do")
@require_http_methods(["GET", "POST"])
def claim(request: ActorRequest, owner_id: int) -> HttpResponse:
    """A building is theirs."""
    owner = pages.known_or_404(api.owner, owner_id=owner_id)
    form = ClaimForm(pages.sent(request))
    return pages.form_page(
        request,
        "owners/owner.html",
        form,
        keep=lambda: api.claim(owner_id=owner_id, now=timezone.now(), **form.cleaned_data),
        to=("owners:owner", owner_id),
        done=_claimed,
        shown=lambda: shown(request, owner, form),
        blame="address",
    )


def _claimed(building_id: int) -> str:
    found = api.building(building_id=building_id)
    if found.disputed:
        return _("%(address)s is theirs, and somebody else’s too. Decide whose it is.") % {
            "address": found.address
        }
    return _("%(address)s is theirs now.") % {"address": found.address}


@pages.post("owners:owner", "owner_id")
@may("owner.do")
def give_up(request: ActorRequest, owner_id: int, building_id: int) -> HttpResponse:
    """A building is theirs no more."""
    return pages.act(
        request,
        lambda: api.give_up(owner_id=owner_id, building_id=building_id, now=timezone.now()),
        to=("owners:owner", owner_id),
        done=_("The building is theirs no more. That it was can still be read."),
    )


@may("owner.see")
@require_GET
def building(request: ActorRequest, building_id: int) -> HttpResponse:
    """One building: who has it, and who had it."""
    found = pages.known_or_404(api.building, building_id=building_id)
    return render(
        request,
        "owners/building.html",
        {
            "building": found,
            "now": [(c, words.PARTS[c.part]) for c in found.claims if c.until is None],
            "past": [(c, words.PARTS[c.part]) for c in found.claims if c.until is not None],
            "checks": [
                (each, words.CHECKS[each.state], percent(each.share))
                for each in check_reading.checks(building_ids=[building_id])
            ],
            "told": told_reading.told(building_id=building_id),
            "decide": DecideForm(building=found) if found.disputed else None,
        },
    )


@pages.post("owners:building", "building_id")
@may("owner.do")
def decide(request: ActorRequest, building_id: int) -> HttpResponse:
    """Whose a disputed building is."""
    found = pages.known_or_404(api.building, building_id=building_id)
    form = DecideForm(request.POST, building=found)
    return pages.act(
        request,
        lambda: api.decide(building_id=building_id, owner_id=form.whose(), now=timezone.now()),
        to=("owners:building", building_id),
        done=_("It is decided. The others’ claims can still be read."),
        form=form,
    )


@may("owner.do")
@require_http_methods(["GET", "POST"])
def new_contact(request: ActorRequest, owner_id: int) -> HttpResponse:
    """Somebody who answers for an owner."""
    owner = pages.known_or_404(api.owner, owner_id=owner_id)
    form = NewContactForm(pages.sent(request))
    return pages.form_page(
        request,
        "owners/contact.html",
        form,
        keep=lambda: contacts.add(
            owner_id=owner_id, person=form.person(), agreed=form.cleaned_data["agreed"],
            channel=form.cleaned_data["channel"], now=timezone.now(),
        ),
        to=("owners:owner", owner_id),
        done=_("Saved."),
        shown={"owner": owner},
        blame="name",
    )  # fmt: skip


@may("owner.do")
@require_http_methods(["GET", "POST"])
def contact(request: ActorRequest, person_id: int) -> HttpResponse:
    """Correct what was written of a contact, and what they agree to."""
    found = pages.known_or_404(contacts.contact, contact_id=person_id)
    form = ContactForm(pages.sent(request), initial=ContactForm.known(found))
    return pages.form_page(
        request,
        "owners/contact.html",
        form,
        keep=lambda: contacts.change(contact_id=person_id, person=form.person(), now=timezone.now()),
        to=("owners:owner", found.owner_id),
        done=_("Saved."),
        shown=lambda: {
            "owner": api.owner(owner_id=found.owner_id), "contact": found, "agree": AgreeForm(auto_id="agree_%s"),
        },
        blame="name",
    )  # fmt: skip


@pages.post("owners:contact", "person_id")
@may("owner.do")
def agree(request: ActorRequest, person_id: int) -> HttpResponse:
    """A contact may be written to, or no longer."""
    form = AgreeForm(request.POST)
    return pages.act(
        request,
        lambda: contacts.agree(contact_id=person_id, now=timezone.now(), **form.cleaned_data),
        to=("owners:contact", person_id),
        done=_("Noted."),
        form=form,
    )


@pages.post("owners:list")
@may("owner.do")
def end_contact(request: ActorRequest, person_id: int) -> HttpResponse:
    """They answer for the owner no more."""
    found = pages.known_or_404(contacts.contact, contact_id=person_id)
    return pages.act(
        request,
        lambda: contacts.end(contact_id=person_id, now=timezone.now()),
        to=("owners:owner", found.owner_id),
        done=_("They answer for the owner no more."),
    )
