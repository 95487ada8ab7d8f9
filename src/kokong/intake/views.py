"""Pages of every import: upload, say which column means what, watch, take what was left out."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.bodies import takes_file
from kokong.kernel.errors import UserError
from kokong.people.api import ActorRequest, may

from . import batches, importers, lists, models, questions
from .files import MAX_BYTES, Table
from .forms import MappingForm, SheetForm, UploadForm
from .importers import Importer

SHOWN: Final = 50
View = Callable[..., HttpResponseBase]


def opened(view: View) -> View:
    """Decorate a view that gets an importer by its name in the address: for those who may do what it asks for."""

    @wraps(view)
    def guarded(request: HttpRequest, importer: str, **parts: Any) -> HttpResponseBase:
        known = pages.known_or_404(importers.find, name=importer)
        return may(known.may)(view)(request, known, **parts)

    return guarded


def _action(*, importer: str, **_parts: Any) -> str | None:
    known = importers.find(name=importer)
    return known.may if known else None


@may("import.see")
@require_http_methods(["GET", "POST"])
def listed(request: ActorRequest) -> HttpResponse:
    """All imports of what one may import."""
    return lists.IMPORTS.answer(request, partial(lists.find, actor=request.actor), template="intake/list.html")


@takes_file(MAX_BYTES, action=_action)
@opened
@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest, importer: Importer) -> HttpResponse:
    """Take a file, or say why not; earlier imports below."""
    form = UploadForm(pages.sent(request), pages.files(request))
    return pages.form_page(
        request,
        "intake/upload.html",
        form,
        keep=lambda: _uploaded(importer, form.cleaned_data["file"]),
        to=lambda batch: ("intake:columns", importer.name, batch.pk),
        shown=lambda: {"importer": importer, "earlier": _of(importer).order_by("-created", "-pk")[:10]},
        blame="file",
    )


def _uploaded(importer: Importer, file: Any) -> models.Batch:
    return batches.upload(importer=importer, content=file.read(), name=file.name, now=timezone.now())


@opened
@require_http_methods(["GET", "POST"])
def columns(request: ActorRequest, importer: Importer, batch_id: int) -> HttpResponse:
    """Which column means what, with the first rows as understood; then start."""
    batch = _batch(importer, batch_id)
    if batch.stands != "uploaded":
        return redirect("intake:progress", importer.name, batch_id)
    try:
        table = batches.table_of(batch)
    except UserError as error:
        shown = {"importer": importer, "batch": batch, "problem": error.message}
        return render(request, "intake/unread.html", shown, status=422)
    form = _mapping_form(request, importer, batch, table)
    sent = request.method == "POST" and form.is_valid()
    chosen, decided = (form.mapping(), form.decisions()) if sent else (form.initial, form.decided)
    if sent:
        batches.keep_choice(batch_id=batch_id, mapping=chosen, decided=decided)
    if sent and "start" in request.POST:
        try:
            batches.start(batch_id=batch_id, mapping=chosen, decided=decided, table=table)
            return redirect("intake:progress", importer.name, batch_id)
        except UserError as error:
            form.add_error(None, error.message)
    shown = {
        "importer": importer,
        "form": form,
        "batch": batch,
        "titles": importer.titles,
        "where": _sheet_form(batch),
        "before": batches.same_before(batch),
        "preview": batches.preview(batch, chosen, decided=decided, now=timezone.now(), table=table),
    }
    return render(request, "intake/columns.html", shown, status=422 if form.errors else 200)


@opened
@require_GET
def on_map(_request: ActorRequest, importer: Importer, batch_id: int) -> HttpResponse:
    """Where the first rows lie, as GeoJSON for the map."""
    try:
        found = batches.on_map(_batch(importer, batch_id), now=timezone.now())
    except UserError:  # the page says why
        found = None
    answer = JsonResponse(found.features() if found else {"type": "FeatureCollection", "features": []})
    answer["Cache-Control"] = "private, no-store"
    return answer


def _mapping_form(request: ActorRequest, importer: Importer, batch: models.Batch, table: Table) -> MappingForm:
    fields = importer.told(police=request.actor.authority == "police")
    allowed = {field.key for field in fields}
    known = {key: name for key, name in (batch.mapping or {}).items() if key in allowed}
    posted = pages.sent(request)
    names = set(batch.header)
    sent = {} if posted is None else {key: str(posted.get(key, "")) for key in allowed}
    chosen = known if posted is None else {key: name for key, name in sent.items() if name in names and name}
    decided = batches.decided_of(batch)
    orders = questions.orders(decided, {key: str(value) for key, value in (posted or {}).items()})
    return MappingForm(
        posted,
        fields=fields,
        header=batch.header,
        doubts=batches.undecided(batch, chosen),
        asked=batches.asked(batch, chosen, orders=orders, table=table),
        decided=decided,
        today=timezone.localdate(batch.created),
        initial=known,
    )


def _sheet_form(batch: models.Batch, sent: QueryDict | None = None) -> SheetForm:
    known = {"sheet": batch.sheet, "header_at": batch.header_at or 1, "header_rows": batch.header_rows}
    return SheetForm(sent, sheets=batch.sheets, initial=known)


@pages.post("intake:columns", "importer", "batch_id")
@opened
def sheet(request: ActorRequest, importer: Importer, batch_id: int) -> HttpResponse:
    """Take another sheet, or the headings from another row."""
    batch = _batch(importer, batch_id)
    return pages.act(
        request, lambda: _read_again(batch, request.POST), to=("intake:columns", importer.name, batch_id)
    )


def _read_again(batch: models.Batch, sent: QueryDict) -> None:
    form = _sheet_form(batch, sent)
    if not form.is_valid():
        raise UserError(_("Choose a sheet of the file, and a row of at most number 1000. Nothing was changed."))
    batches.read_again(
        batch_id=batch.pk,
        sheet=form.cleaned_data.get("sheet", batch.sheet),
        header_at=form.cleaned_data["header_at"],
        header_rows=int(form.cleaned_data["header_rows"]),
    )


@opened
@require_GET
def progress(request: ActorRequest, importer: Importer, batch_id: int) -> HttpResponse:
    """How far the import has come, and what it left out. The page may be left: the import goes on."""
    batch = _batch(importer, batch_id)
    if batch.stands == "uploaded":
        return redirect("intake:columns", importer.name, batch_id)
    left = models.BatchRow.objects.filter(batch=batch).exclude(status="taken").order_by("number")
    shown = {
        "importer": importer,
        "batch": batch,
        "left": left[:SHOWN],
        "more": max(left.count() - SHOWN, 0),
        "changed": _changed(batch)[:SHOWN] if importer.changes else (),
        "stalled": batches.stalled(batch, now=timezone.now()),
    }
    partly = request.headers.get("HX-Request") == "true"
    return render(request, f"intake/{'state' if partly else 'progress'}.html", shown)


def _changed(batch: models.Batch) -> Any:
    return models.BatchRow.objects.filter(batch=batch, status="taken").exclude(message="").order_by("number")


@pages.post("intake:progress", "importer", "batch_id")
@opened
def resume(request: ActorRequest, importer: Importer, batch_id: int) -> HttpResponse:
    """Go on with an import that has stopped."""
    _batch(importer, batch_id)
    return pages.act(
        request,
        lambda: batches.start(batch_id=batch_id, mapping={}),
        to=("intake:progress", importer.name, batch_id),
    )


@opened
@require_GET
def left_out(_request: ActorRequest, importer: Importer, batch_id: int, kind: str) -> HttpResponse:
    """The rows that were not taken, as a file: mend them and import it again."""
    rows = batches.left_out(_batch(importer, batch_id))
    write = pages.xlsx if kind == "xlsx" else pages.csv
    return write(rows, name=f"{_('left-out')}-{batch_id}")


def _of(importer: Importer) -> Any:
    return models.Batch.objects.filter(importer=importer.name).defer("content")


def _batch(importer: Importer, batch_id: int) -> models.Batch:
    found: models.Batch = pages.known_or_404(_of(importer).filter(pk=batch_id).first)
    return found
