"""What every room's pages do alike: forms, buttons that do one thing, files, and what isn't there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any, Final, ParamSpec, TypeVar, Union

from django.contrib import messages
from django.forms import BaseForm, BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from kokong import tables

from . import drafts
from .errors import UserError
from .ways import page_before

Asked = ParamSpec("Asked")
Found = TypeVar("Found")
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Form = Union[BaseForm, "BaseFormSet[Any]"]  # Django's own can't be subscripted
Context = Mapping[str, Any]
Words = str | Promise
# An address, a route's name, or a name and its parts: ("signs:sign", 7).
To = str | tuple[Any, ...]

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# What isn't there, and what is only a button.


def known_or_404(find: Callable[Asked, Found | None], *args: Asked.args, **asked: Asked.kwargs) -> Found:
    """What `find` gives: `known_or_404(api.sign, sign_id=7)`. Http404 for None, False, and errors that say so.

    A stranger's number answers the same as one that never was: row-level security shows neither.
    """
    found = _or_404(lambda: find(*args, **asked))
    if found is None or found is False:
        raise Http404
    return found


def _or_404(work: Callable[[], Found]) -> Found:
    try:
        return work()
    except UserError as error:
        if error.status == HTTPStatus.NOT_FOUND:
            raise Http404 from error
        raise


def post(page: str, *parts: str) -> Callable[[View], View]:
    """Decorate a view that only does something: `@post("signs:sign", "sign_id")`.

    Whoever looks at its address (after signing in again, by the history, by hand) is led to `page`, given those
    parts of the address, and told that nothing was done. Programs are answered 405.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method not in {"GET", "HEAD"} or not request.accepts("text/html"):
                return HttpResponseNotAllowed(["POST"])
            messages.info(request, _("Nothing was done. See how things stand, and press the button once more."))
            return redirect(page, *(kwargs[part] for part in parts))

        return guarded  # type: ignore[return-value]

    return decorate


# Forms.


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, also when that is nothing; None while it is only shown."""
    return request.POST if request.method == "POST" else None


def files(request: HttpRequest) -> MultiValueDict[str, Any] | None:
    """The files that a form was sent with; None while it is only shown."""
    return request.FILES if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    template: str,
    form: Form,
    *,
    keep: Callable[[], Found],
    to: To | Callable[[Found], To | HttpResponse],
    done: Words | Callable[[Found], Words] = "",
    shown: Context | Callable[[], Context] | None = None,
    name: str = "form",
    beside: Sequence[Form] = (),
    blame: str | None = None,
) -> HttpResponse:
    """A page with a form: shown, or sent and kept, or shown again with what was wrong (422).

    `keep` runs once `form` (and those `beside` it) are valid; a UserError of it is said beside its field (`blame`
    where it names none). What it gives decides, where asked, what is `done` and where it leads `to` (a response is
    answered as it is). `shown` is what else the page shows, asked for only where it is shown; the form is there
    by `name`.
    """
    if all([form.is_valid(), *(each.is_valid() for each in beside)]):
        try:
            return _done(request, _or_404(keep), to=to, done=done)
        except UserError as error:
            refuse(form, error, blame)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    more = shown() if callable(shown) else shown or {}
    return render(request, template, {name: form, **more}, status=status)


def refuse(form: Form, error: UserError, blame: str | None = None) -> None:
    """Say an error on a form: beside the field it names (else `blame`), or as the form's own `refuse` does."""
    own: Callable[[UserError], None] | None = getattr(form, "refuse", None)
    if own is not None:
        own(error)
    elif isinstance(form, BaseFormSet):
        form.non_form_errors().append(error.message)
    else:
        field = getattr(error, "field", None) or blame
        form.add_error(field if field in form.fields else None, error.message)


def _done(
    request: HttpRequest,
    kept: Found,
    *,
    to: To | Callable[[Found], To | HttpResponse],
    done: Words | Callable[[Found], Words],
) -> HttpResponse:
    said = done(kept) if callable(done) else done
    if said:
        messages.success(request, str(said))
    there = to(kept) if callable(to) else to
    return there if isinstance(there, HttpResponse) else _leads(request, there)


def _leads(request: HttpRequest, to: To) -> HttpResponse:
    """On to a page; a part of a page leads the whole page there."""
    address = resolve_url(*to) if isinstance(to, tuple) else resolve_url(to)
    return HttpResponseClientRedirect(address) if "HX-Request" in request.headers else redirect(address)


# Buttons.


def act(
    request: HttpRequest,
    work: Callable[[], Found],
    *,
    to: To | Callable[[Found], To | HttpResponse],
    done: Words | Callable[[Found], Words] = "",
    back: To | None = None,
    part: Callable[[], HttpResponse] | None = None,
    form: BaseForm | None = None,
) -> HttpResponse:
    """Do one thing and go on, with a word about how it went; 404 for what isn't there.

    `form` is what was sent with the button, if that takes more than a press.
    Where it can't be done, the reason is said on the page `back` (as `to`, else the page with the button). What
    htmx asked for is answered with `part`, or leads the whole page on.
    """
    try:
        _check(form)
        answer = _done(request, _or_404(work), to=to, done=done)
    except UserError as error:
        drafts.refused(request)
        messages.error(request, error.message)
        answer = _leads(request, back or (page_before(request) if callable(to) else to))
    return part() if part is not None and "HX-Request" in request.headers else answer


def _check(form: BaseForm | None) -> None:
    """Raises UserError with what is wrong first in the form."""
    if form is not None and not form.is_valid():
        name, problems = next(iter(form.errors.items()))
        said = " ".join(map(str, problems))
        label = f"{form[name].label}: " if name in form.fields else ""
        raise UserError(_("%(problem)s Nothing was changed.") % {"problem": label + said})


# Files. All of them hold what only this person may see.


def file(content: bytes, *, name: str, kind: str, inline: bool = False) -> HttpResponse:
    """A file to save, or to show in the browser; no browser keeps it for the next person."""
    answer = HttpResponse(content, content_type=kind, headers={"Cache-Control": "private, no-store"})
    answer["Content-Disposition"] = content_disposition_header(not inline, name) or ""
    return answer


def pdf(request: HttpRequest, work: Callable[[], bytes], *, name: str, back: To) -> HttpResponse:
    """A PDF, `name` without ending; where it can't be made, the page it was asked from, with the reason."""
    try:
        content = _or_404(work)
    except UserError as error:
        messages.error(request, error.message)
        return _leads(request, back)
    return file(content, name=f"{name}.pdf", kind="application/pdf", inline=True)


def csv(rows: Iterable[Iterable[object]], *, name: str) -> HttpResponse:
    """Rows, headers among them, as CSV; with a byte order mark, so that spreadsheets read it as UTF-8."""
    return csv_text(tables.as_csv(rows), name=name)


def csv_text(text: str, *, name: str) -> HttpResponse:
    """The same for what `tables.as_csv` wrote already."""
    return file(text.encode("utf-8-sig"), name=f"{name}.csv", kind="text/csv; charset=utf-8")


def xlsx(rows: Iterable[Iterable[object]], *, name: str) -> HttpResponse:
    """Rows, headers first, as a workbook of one sheet."""
    return file(tables.as_xlsx(rows), name=f"{name}.xlsx", kind=XLSX)
