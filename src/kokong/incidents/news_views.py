"""Switching the news from the police on and off."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kokong.kernel import audit
from kokong.people.api import ActorRequest, may

from . import rules
from .forms import posted
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
    form = SettingForm(posted(request)[0], initial={"place": known.place if known else request.actor.municipality})
    if request.method == "POST" and form.is_valid():
        _switch(rules.clean(form.cleaned_data["place"]), known)
        messages.success(request, _("Saved."))
        return redirect("incidents:list")
    shown = {"form": form, "known": known}
    return render(request, "incidents/news.html", shown, status=422 if form.errors else 200)


def _switch(place: str, known: NewsSetting | None) -> None:
    if known is None or known.place != place:
        NewsEvent.objects.all().delete()
    if place:
        NewsSetting.objects.update_or_create(defaults={"place": place, "since": timezone.now(), "problem": ""})
    else:
        NewsSetting.objects.all().delete()
    audit.record(action="news.setting", subject="news", detail={"place": place})
