"""Switching the news from the police on and off."""

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kokong.kernel import audit, pages
from kokong.people.api import ActorRequest, may

from . import rules
from .models import NewsEvent, NewsSetting


class SettingForm(forms.Form):
    """Whose news to show; none when empty."""

    place = forms.CharField(
        label=gettext_lazy("Place at polisen.se"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("As polisen.se names it, usually the municipality's name. Empty shows no news."),
    )


@may("news.settings")
@require_http_methods(["GET", "POST"])
def setting(request: ActorRequest) -> HttpResponse:
    """Choose the place whose events are shown. News are for reading; nothing is computed from them."""
    known = NewsSetting.objects.first()
    place = known.place if known else request.actor.municipality
    form = SettingForm(pages.sent(request), initial={"place": place})
    return pages.form_page(
        request,
        "incidents/news.html",
        form,
        keep=lambda: _switch(rules.clean(form.cleaned_data["place"]), known),
        to="incidents:list",
        done=_("Saved."),
        shown={"known": known},
    )


def _switch(place: str, known: NewsSetting | None) -> None:
    if known is None or known.place != place:
        NewsEvent.objects.all().delete()
    if place:
        NewsSetting.objects.update_or_create(defaults={"place": place, "since": timezone.now(), "problem": ""})
    else:
        NewsSetting.objects.all().delete()
    audit.record(action="news.setting", subject="news", detail={"place": place})
