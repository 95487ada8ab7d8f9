"""The page of the do-not-visit list, and of one home on it."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from .. import homes
from . import forms, work
from .words import REASONS

EDIT = "do_not_visit.edit"


@may(EDIT)
@require_http_methods(["GET", "POST"])
def listed(request: ActorRequest) -> HttpResponse:
    """The do-not-visit list, and adding a home to it."""
    form = forms.QuietForm(pages.sent(request))
    return pages.form_page(
        request,
        "places/quiet.html",
        form,
        keep=lambda: work.add_do_not_visit(
            dwelling_id=form.cleaned_data["address"],
            reason=form.cleaned_data["reason"],
            expires=form.cleaned_data["expires"],
            now=timezone.now(),
        ),
        to="places:quiet",
        done=_("Nobody will knock there."),
        shown=lambda: {"entries": [(entry, REASONS[entry.reason]) for entry in work.do_not_visit_list()]},
    )


@may(EDIT)
@require_http_methods(["GET", "POST"])
def home(request: ActorRequest, dwelling_id: int) -> HttpResponse:
    """Put one home on the list, or change what it says of it; asked for on the home's page."""
    found = homes.by_ids([dwelling_id]).get(dwelling_id)
    if found is None:
        raise Http404
    entry = next(iter(work.do_not_visit_list(dwelling_id=dwelling_id)), None)
    said = {"reason": entry.reason, "expires": entry.expires} if entry else {}
    form = forms.EntryForm(pages.sent(request), initial=said)
    return pages.form_page(
        request,
        "places/quiet_home.html",
        form,
        keep=lambda: work.add_do_not_visit(dwelling_id=dwelling_id, now=timezone.now(), **form.cleaned_data),
        to=("desk:dwelling", dwelling_id),
        done=_("Nobody will knock there."),
        shown={"home": found, "entry": entry},
    )


@pages.post("places:quiet")
@may(EDIT)
def remove(request: ActorRequest, entry_id: int) -> HttpResponse:
    """Take a home off the list."""
    return pages.act(
        request,
        lambda: pages.known_or_404(work.remove_do_not_visit, entry_id=entry_id, now=timezone.now()),
        to="places:quiet",
        done=_("The home may be visited again."),
    )
