"""Pages of a file of addresses: upload, look and decide, watch, and what was refused."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.bodies import takes_file
from kokong.kernel.errors import UserError
from kokong.people.api import ActorRequest, may
from kokong.places import api as places

from .. import models
from . import words, work
from .forms import ColumnsForm, UploadForm, WhereForm
from .work import Chosen

MAY = "places.import"
SHOWN = 50


@takes_file(work.MAX_BYTES, action=MAY)
@may(MAY)
@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest) -> HttpResponse:
    """Take a file, or say why not; earlier imports below."""
    form = UploadForm(pages.sent(request), pages.files(request))
    return pages.form_page(
        request,
        "intake/addresses/upload.html",
        form,
        keep=lambda: _uploaded(form.cleaned_data["file"]),
        to=lambda batch: ("intake:addresses-columns", batch.pk),
        shown=lambda: {"earlier": _all().order_by("-created", "-pk")[:10]},
        blame="file",
    )


def _uploaded(file: Any) -> models.Batch:
    return work.upload(content=file.read(), name=file.name, now=timezone.now())


@may(MAY)
@require_http_methods(["GET", "POST"])
def columns(request: ActorRequest, addresses_id: int) -> HttpResponse:
    """What the file is taken for, and where its first rows lie; then start."""
    batch = _batch(addresses_id)
    if batch.stands != "uploaded":
        return redirect("intake:addresses-progress", addresses_id)
    kept = work.of_batch(batch)
    looked, problem = work.shown(batch, kept)
    form = _form(pages.sent(request), batch, kept, looked)
    if form.is_bound and not problem and form.is_valid():
        chosen = form.chosen()
        if chosen != kept and "start" in request.POST:
            looked, _fault = work.shown(batch, chosen)
        problem = _decided(batch, chosen, looked, start="start" in request.POST)
        if not problem or _batch(addresses_id).stands != "uploaded":
            return redirect("intake:addresses-columns", addresses_id)
        form = _form(None, batch, chosen, looked)
    shown = {
        "batch": batch, "form": form, "looked": looked, "problem": problem if problem != looked.problem else "",
        "where": _where(batch, looked.kind),
        "described": [(each, words.FIELDS.get(each.field, "")) for each in looked.columns],
    }  # fmt: skip
    wrong = form.errors or (problem and request.method == "POST")
    return render(request, "intake/addresses/columns.html", shown, status=422 if wrong else 200)


def _decided(batch: models.Batch, chosen: Chosen, looked: places.Looked, *, start: bool) -> str:
    """Keep what was chosen, and begin where that is meant; why it can't begin."""
    try:
        work.keep(batch_id=batch.pk, chosen=chosen)
        if start:
            work.start(batch_id=batch.pk, chosen=chosen, looked=looked, now=timezone.now())
    except UserError as error:
        return error.message
    return ""


def _form(sent: Any, batch: models.Batch, chosen: Chosen, looked: places.Looked) -> ColumnsForm:
    return ColumnsForm(sent, header=batch.header, chosen=chosen, looked=looked)


@may(MAY)
@require_GET
def on_map(_request: ActorRequest, addresses_id: int) -> HttpResponse:
    """Where the first rows lie, as GeoJSON for the map."""
    batch = _batch(addresses_id)
    looked = work.shown(batch, work.of_batch(batch))[0] if batch.stands == "uploaded" else None
    answer = JsonResponse(looked.features() if looked else {"type": "FeatureCollection", "features": []})
    answer["Cache-Control"] = "private, no-store"
    return answer


def _where(batch: models.Batch, kind: str, sent: Any = None) -> WhereForm:
    known = {"sheet": batch.sheet, "header_at": batch.header_at or 1, "header_rows": batch.header_rows}
    return WhereForm(sent, sheets=batch.sheets, layers=kind == "layer", initial=known)


@pages.post("intake:addresses-columns", "addresses_id")
@may(MAY)
def sheet(request: ActorRequest, addresses_id: int) -> HttpResponse:
    """Take another sheet or layer, or the headings from another row."""
    batch = _batch(addresses_id)
    return pages.act(
        request, lambda: _read_again(batch, request.POST), to=("intake:addresses-columns", addresses_id)
    )


def _read_again(batch: models.Batch, sent: Any) -> None:
    form = _where(batch, "table" if batch.header_at else "layer", sent)
    if not form.is_valid():
        raise UserError(_("Choose a sheet of the file, and a row of at most number 1000. Nothing was changed."))
    given = form.cleaned_data
    work.read_again(
        batch_id=batch.pk, sheet=given.get("sheet", batch.sheet), header_at=given.get("header_at", 0),
        header_rows=int(given.get("header_rows") or 1),
    )  # fmt: skip


@may(MAY)
@require_GET
def progress(request: ActorRequest, addresses_id: int) -> HttpResponse:
    """What became of the import. The page may be left: the import goes on."""
    batch = _batch(addresses_id)
    if batch.stands == "uploaded":
        return redirect("intake:addresses-columns", addresses_id)
    rows = models.BatchRow.objects.filter(batch=batch).order_by("number")
    refused, unlisted = rows.filter(status="refused")[:SHOWN], work.unlisted(batch)
    shown = {
        "batch": batch, "aside": rows.filter(status="aside"), "notes": rows.filter(status="note"),
        "refused": refused, "unlisted": work.not_listed(unlisted) if unlisted else "",
        "more": max(batch.counts.get("refused", 0) - unlisted - SHOWN, 0),
        "stalled": work.stalled(batch, now=timezone.now()),
    }  # fmt: skip
    partly = request.headers.get("HX-Request") == "true"
    return render(request, f"intake/addresses/{'state' if partly else 'progress'}.html", shown)


@pages.post("intake:addresses-progress", "addresses_id")
@may(MAY)
def resume(request: ActorRequest, addresses_id: int) -> HttpResponse:
    """Go on with an import that has stopped."""
    _batch(addresses_id)
    return pages.act(
        request, lambda: work.go_on(batch_id=addresses_id), to=("intake:addresses-progress", addresses_id)
    )


@may(MAY)
@require_GET
def refused(_request: ActorRequest, addresses_id: int) -> HttpResponse:
    """The rows that were refused, as a list."""
    return pages.csv(work.refused_rows(_batch(addresses_id)), name=f"{_('refused')}-{addresses_id}")


def _all() -> Any:
    return models.Batch.objects.filter(importer=work.NAME).defer("content")


def _batch(batch_id: int) -> models.Batch:
    found: models.Batch = pages.known_or_404(_all().filter(pk=batch_id).first)
    return found
