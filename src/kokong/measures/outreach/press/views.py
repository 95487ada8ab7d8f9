"""The page of the press list."""

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import listing


class OfficeForm(forms.Form):
    """An editorial office."""

    outlet = forms.CharField(label=gettext_lazy("Newspaper, radio or other"), max_length=80)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), max_length=254,
        help_text=gettext_lazy("The editorial office’s, rather than a person’s."),
    )  # fmt: skip


@may("campaign.send")
@require_http_methods(["GET", "POST"])
def listed(request: ActorRequest) -> HttpResponse:
    """The press list, and one more on it."""
    form = OfficeForm(pages.sent(request))
    return pages.form_page(
        request,
        "outreach/press.html",
        form,
        keep=lambda: listing.add(**form.cleaned_data, now=timezone.now()),
        to="outreach:press",
        done=_("It is on the press list."),
        shown=lambda: {"offices": listing.offices()},
    )


@pages.post("outreach:press")
@may("campaign.send")
def remove(request: ActorRequest, office_id: int) -> HttpResponse:
    """Take one off the list."""
    taken = _("It is off the press list.")
    return pages.act(request, lambda: listing.remove(office_id=office_id), to="outreach:press", done=taken)
