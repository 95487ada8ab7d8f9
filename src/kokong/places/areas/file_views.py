"""Pages of a file with areas: upload, choose, take."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages
from kokong.kernel.bodies import takes_file
from kokong.people.api import ActorRequest, may

from .. import models as rows
from . import files
from .file_forms import ChooseForm, UploadForm
from .files import Candidate, Taken
from .words import DOES, size

SHOWN = 5


@takes_file(files.MAX_BYTES, action="area.edit")
@may("area.edit")
@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest) -> HttpResponse:
    """Take a file, or say why not."""
    form = UploadForm(pages.sent(request), pages.files(request))
    return pages.form_page(
        request,
        "places/area_upload.html",
        form,
        keep=lambda: _uploaded(form.cleaned_data),
        to=lambda row: ("areas:choose", row.pk),
        blame="file",
    )


def _uploaded(given: dict[str, Any]) -> rows.AreaFile:
    file = given["file"]
    return files.upload(
        content=file.read(), name=file.name, layer=given["layer"], system=given["system"], now=timezone.now()
    )


@may("area.edit")
@require_http_methods(["GET", "POST"])
def choose(request: ActorRequest, file_id: int) -> HttpResponse:
    """Which areas of the file are taken."""
    row = pages.known_or_404(rows.AreaFile.objects.filter(pk=file_id).first)
    found = files.candidates(row)
    form = ChooseForm(pages.sent(request), candidates=found, initial={"source": row.source})
    lines = [(each, size(each.square_metres), DOES[each.does], _ticked(request, each)) for each in found]
    return pages.form_page(
        request,
        "places/area_choose.html",
        form,
        keep=lambda: files.take(
            file_id=file_id,
            keys=form.cleaned_data["chosen"],
            source=form.cleaned_data["source"],
            now=timezone.now(),
        ),
        to="areas:list",
        done=lambda taken: _done(request, taken),
        shown={"file": row, "lines": lines},
    )


def _ticked(request: HttpRequest, one: Candidate) -> bool:
    return str(one.key) in request.POST.getlist("chosen") if request.method == "POST" else one.preset


def _done(request: HttpRequest, taken: Taken) -> str:
    for name, why in taken.left[:SHOWN]:
        messages.warning(request, f"{name}: {why}")
    more = len(taken.left) - SHOWN
    if more > 0:
        messages.warning(request, ngettext("%d more was left out.", "%d more were left out.", more) % more)
    return _("%(made)d areas are new, %(changed)d have a new outline, %(same)d are as they were.") % {
        "made": taken.made,
        "changed": taken.changed,
        "same": taken.same,
    }
