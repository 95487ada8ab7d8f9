"""Pages of the coordinator's settings: presets, and whom visitors call."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may
from kokong.risk import api as risk

from . import api, forms, rules, words


@may("cocoon.settings")
@require_GET
def presets(request: ActorRequest) -> HttpResponse:
    """How doors are chosen, for each kind of dwelling."""
    found = [
        (kind, words.KINDS[kind], preset, preset == api.usual_preset(kind=kind))
        for kind, preset in api.presets().items()
    ]
    return render(request, "cocoons/presets.html", {"presets": found, "risk": risk.settings()})


@may("cocoon.settings")
@require_http_methods(["GET", "POST"])
def preset(request: ActorRequest, kind: str) -> HttpResponse:
    """Change how doors are chosen for one kind of dwelling, or go back to the default."""
    if kind not in rules.PRESET_KINDS:
        raise Http404
    if "default" in request.POST:
        api.reset_preset(kind=kind)
        messages.success(request, _("The default holds again for cocoons opened from now on."))
        return redirect("cocoons:presets")
    form = forms.PresetForm(pages.sent(request), preset=api.preset(kind=kind))
    return pages.form_page(
        request,
        "cocoons/preset.html",
        form,
        keep=lambda: api.save_preset(kind=kind, preset=rules.Preset(**form.cleaned_data)),
        to="cocoons:presets",
        done=_("Saved. It holds for cocoons opened from now on."),
        shown={"kind": words.KINDS[kind]},
    )


@may("cocoon.settings")
@require_http_methods(["GET", "POST"])
def contact(request: ActorRequest) -> HttpResponse:
    """The number that visitors call."""
    found = api.contact()
    form = forms.ContactForm(pages.sent(request), initial={"phone": found.phone if found else ""})
    return pages.form_page(
        request,
        "cocoons/contact.html",
        form,
        keep=lambda: api.save_contact(phone=form.cleaned_data["phone"]),
        to="cocoons:list",
        done=_("Saved. Visitors see it when they open their round."),
        blame="phone",
    )
