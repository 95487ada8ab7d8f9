"""Pages of the import: upload, say which column means what, watch, take the report."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.bodies import takes
from kokong.kernel.errors import UserError
from kokong.people.api import ActorRequest, may

from . import models, words
from .importing import batches
from .importing.columns import FIELDS, guess
from .importing.tables import MAX_BYTES

SHOWN = 50
AROUND = 1024 * 1024  # beside the file, and so that a file a little too large is told by the form
POLICE_FIELDS = ("case_number", "contact")


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, XLSX, XLS or ODS, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xls,.ods"}),
    )

    def clean_file(self) -> Any:
        """Refuse too large a file before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB. Divide it and import the parts."))
        return file


class MappingForm(forms.Form):
    """For each field, the column that gives it."""

    def __init__(self, *args: Any, header: list[str], police: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        columns = [("", _("Not in the file")), *((name, name) for name in dict.fromkeys(header) if name)]
        for field in FIELDS:
            if police or field not in POLICE_FIELDS:
                self.fields[field] = forms.ChoiceField(
                    label=str(words.COLUMNS[field]), choices=columns, required=False
                )

    def mapping(self) -> dict[str, str]:
        """What was chosen."""
        return {field: column for field, column in self.cleaned_data.items() if column}


@takes(MAX_BYTES + AROUND, action="burglary.import")
@may("burglary.import")
@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest) -> HttpResponse:
    """Take a file, or say why not; earlier imports below."""
    form = UploadForm(pages.sent(request), pages.files(request))
    return pages.form_page(
        request,
        "incidents/import.html",
        form,
        keep=lambda: _uploaded(form.cleaned_data["file"]),
        to=lambda batch: ("incidents:import-columns", batch.pk),
        shown=lambda: {"earlier": models.ImportBatch.objects.defer("content").order_by("-created")[:10]},
        blame="file",
    )


def _uploaded(file: Any) -> models.ImportBatch:
    return batches.upload(content=file.read(), name=file.name, now=timezone.now())


@may("burglary.import")
@require_http_methods(["GET", "POST"])
def columns(request: ActorRequest, batch_id: int) -> HttpResponse:
    """Which column means what, with the first rows as understood; then start."""
    batch = _batch(batch_id)
    if batch.state != "uploaded":
        return redirect("incidents:import-progress", batch_id)
    police = request.actor.authority == "police"
    known = batch.mapping or guess(batch.header)
    form = MappingForm(pages.sent(request), header=batch.header, police=police, initial=known)
    chosen = form.mapping() if request.method == "POST" and form.is_valid() else _allowed(known, police=police)
    if request.method == "POST" and "start" in request.POST and form.is_valid():
        try:
            batches.start(batch_id=batch_id, mapping=chosen)
            return redirect("incidents:import-progress", batch_id)
        except UserError as error:
            form.add_error(None, error.message)
    shown = {"form": form, "batch": batch, "preview": batches.preview(batch, chosen, now=timezone.now())}
    return render(request, "incidents/import_columns.html", shown, status=422 if form.errors else 200)


def _allowed(mapping: dict[str, str], *, police: bool) -> dict[str, str]:
    return {field: name for field, name in mapping.items() if police or field not in POLICE_FIELDS}


@may("burglary.import")
@require_GET
def progress(request: ActorRequest, batch_id: int) -> HttpResponse:
    """How far the import has come, and what it left out. The page may be left: the import goes on."""
    batch = _batch(batch_id)
    if batch.state == "uploaded":
        return redirect("incidents:import-columns", batch_id)
    left = models.ImportRow.objects.filter(batch=batch).exclude(status="taken").order_by("number")
    shown = {
        "batch": batch,
        "left": left[:SHOWN],
        "more": max(left.count() - SHOWN, 0),
        "stalled": batches.stalled(batch, now=timezone.now()),
    }
    partly = request.headers.get("HX-Request") == "true"
    return render(request, f"incidents/import_{'state' if partly else 'progress'}.html", shown)


@may("burglary.import")
@pages.post("incidents:import-progress", "batch_id")
def resume(request: ActorRequest, batch_id: int) -> HttpResponse:
    """Go on with an import that has stopped."""
    _batch(batch_id)
    return pages.act(
        request,
        lambda: batches.start(batch_id=batch_id, mapping={}),
        to=("incidents:import-progress", batch_id),
    )


@may("burglary.import")
@require_GET
def report(_request: ActorRequest, batch_id: int) -> HttpResponse:
    """The rows that were not taken, as CSV: mend them and import the file again."""
    batch = _batch(batch_id)
    return pages.csv_text(batches.left(batch), name=f"{_('left-out')}-{batch_id}")


def _batch(batch_id: int) -> models.ImportBatch:
    return pages.known_or_404(models.ImportBatch.objects.filter(pk=batch_id).first)
