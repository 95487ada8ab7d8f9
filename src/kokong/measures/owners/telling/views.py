"""The notice for a stairwell, and how near is near."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import paper, rules, work


class NearForm(forms.Form):
    """How near is near."""

    near_m = forms.IntegerField(
        label=gettext_lazy("Owners are told of burglaries within, in metres"), min_value=rules.NEAR_LEAST_M,
        max_value=rules.NEAR_MOST_M,
        help_text=gettext_lazy("And of those in their own buildings. Once a building and week."),
    )  # fmt: skip


@may("owner.see")
@require_GET
def poster(request: ActorRequest, told_id: int) -> HttpResponse:
    """The notice as PDF."""
    return pages.pdf(
        request, lambda: paper.poster(told_id=told_id), name=_("notice for the stairwell"), back="owners:list"
    )


@may("owner.do")
@require_http_methods(["GET", "POST"])
def settings(request: ActorRequest) -> HttpResponse:
    """Decide how near is near."""
    form = NearForm(pages.sent(request), initial={"near_m": work.near_m()})
    return pages.form_page(
        request, "owners/settings.html", form, keep=lambda: work.set_near(**form.cleaned_data),
        to="owners:list", done=_("Saved."), blame="near_m",
    )  # fmt: skip
