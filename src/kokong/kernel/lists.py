"""A list, declared once: a page that sorts, searches, filters and leafs, cards on a phone, a view of one's own,
and files that hold personal columns only where they were asked for, and that the log knows of.

Rows come from a service's keyword-only function as a sequence of values, never as another room's queryset.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from . import audit, cells, pages, rows, views_kept
from .pages import Words

Row = TypeVar("Row")
FILES: Final = ("csv", "xlsx")
MOST: Final = 100_000  # rows in a file
LONGEST: Final = 100  # characters that are looked for


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column. Its `value` is what is sorted by, searched in, shown and put in files.

    `link` leads from the cell to a page; `cell` names a template that draws it on the page with `row`. `personal`
    columns are in files only where they are asked for. `spare`: a phone does without it.
    """

    name: str
    label: Words
    value: Callable[[Row], object]
    link: Callable[[Row], str] | None = None
    cell: str = ""
    personal: bool = False
    where: Literal["both", "page", "file"] = "both"
    spare: bool = False
    sorts: bool = True


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see: words to look for, the filter's clean values, the column to sort by.

    `personal`: it is for a file with personal columns, which the page does not need.
    """

    text: str
    filters: Mapping[str, Any]
    sort: str
    down: bool
    form: Form | None
    personal: bool


Source = Callable[[Asked], Sequence[Row]]


@dataclass(frozen=True)
class Head:
    """A column's heading: how the list is sorted by it now, and what a click asks for."""

    column: Column[Any]
    sorted: Literal["ascending", "descending", ""]
    asks: str


@dataclass(frozen=True)
class Cell:
    """One cell as the page shows it."""

    column: Column[Any]
    said: Any
    link: str


@dataclass(frozen=True)
class Shown:
    """What the page shows of a list."""

    of: "List[Any]"
    asked: Asked
    page: Page[Any]
    heads: tuple[Head, ...]
    query: tuple[tuple[str, str], ...]
    kept: str

    @property
    def lines(self) -> Iterator[tuple[Any, list[Cell]]]:
        """Each row with its cells."""
        return ((row, [_cell(head.column, row) for head in self.heads]) for row in self.page.object_list)

    @property
    def personal(self) -> str:
        """Which columns a file holds only where they are asked for; empty for none."""
        return ", ".join(str(each.label).lower() for each in self.of.columns if each.personal)

    @property
    def narrowed(self) -> bool:
        """Whether words or a filter leave some rows out."""
        return any(value for name, value in self.query if name != "sort")

    @property
    def own(self) -> bool:
        """Whether this is the view that the person keeps."""
        return bool(self.kept) and self.kept == self.of.view(QueryDict(self.address))

    @property
    def address(self) -> str:
        """The question as it stands in an address, without the page."""
        return urlencode(self.query)


@dataclass(frozen=True)
class List(Generic[Row]):
    """A list of one kind of row.

    `name` is its route; `action`, `subject`, `key` and `called` are what the log says of a file that is taken
    (`called` a row's name, kept with the log for its time where personal columns are in the file). `filters` makes
    a form from what was sent; `sort` is the column that it is sorted by when nobody asks, "-" before it for down.
    `by_source`: the source itself looks for words, sorts, and gives a sequence that answers page by page.
    """

    name: str
    title: Words
    columns: tuple[Column[Row], ...]
    action: str
    subject: str
    key: Callable[[Row], int]
    called: Callable[[Row], str] | None = None
    filters: Callable[[Any], Form] | None = None
    sort: str = ""
    per_page: int = 50
    by_source: bool = False
    searches: bool = True
    empty: tuple[Words, Words] = ("", "")
    icon: str = "mark"

    def answer(
        self,
        request: HttpRequest,
        source: Source[Row],
        *,
        template: str = "kernel/list.html",
        shown: pages.Context | Callable[[], pages.Context] | None = None,
    ) -> HttpResponse:
        """The page, or a file, or the way on after keeping a view. `shown` is what else the page shows."""
        if (answer := self.answered(request, source)) is not None:
            return answer
        more = shown() if callable(shown) else shown or {}
        return render(request, template, {"list": self.shown(request, source), **more})

    def answered(self, request: HttpRequest, source: Source[Row]) -> HttpResponse | None:
        """The answer where it is not the page: a file, a view kept or forgotten, the way to one's own view."""
        if request.method == "POST" and "view" in request.POST:
            return self._keep(request)
        if request.method == "GET" and not request.GET and (own := views_kept.of(self.name)):
            return redirect(f"{request.path}?{own}")
        return self._file(request, source) if request.GET.get("as") in FILES else None

    def shown(self, request: HttpRequest, source: Source[Row]) -> Shown:
        """What a page shows of it, for a template that includes `kernel/partials/list.html`."""
        asked = self.asked(request.GET)
        page = Paginator(self._rows(source, asked), self.per_page).get_page(request.GET.get("page"))
        heads = tuple(_head(each, asked) for each in self.columns if each.where != "file")
        query = tuple(self._asked_for(request.GET, self._names()))
        kept = (
            views_kept.of(self.name) if request.GET else ""
        )  # one's own view opens by itself where none is asked
        return Shown(self, asked, page, heads, query, kept)

    def asked(self, given: QueryDict) -> Asked:
        """The question of an address. What can't be understood is left out."""
        form = self.filters(given) if self.filters else None
        if form is not None:
            form.is_valid()
        wanted = given.get("sort") or self.sort
        name = wanted.removeprefix("-")
        known = any(each.name == name and each.sorts for each in self.columns)
        return Asked(
            text=given.get("q", "").strip()[:LONGEST] if self.searches else "",
            filters=getattr(form, "cleaned_data", {}),
            sort=name if known else "",
            down=known and wanted.startswith("-"),
            form=form,
            personal=given.get("as") in FILES and given.get("personal") == "1",
        )

    def view(self, given: QueryDict) -> str:
        """What of an address a view keeps: sorting and filter. Words that were looked for may name somebody."""
        return urlencode(sorted(self._asked_for(given, self._names() - {"q"})))

    @staticmethod
    def _asked_for(given: QueryDict, names: set[str]) -> Iterator[tuple[str, str]]:
        return ((name, str(value)) for name in given if name in names for value in given.getlist(name) if value)

    def _names(self) -> set[str]:
        form = self.filters(QueryDict()) if self.filters else None
        return {"q", "sort", *(form.fields if form else ())}

    def _keep(self, request: HttpRequest) -> HttpResponse:
        keeps = request.POST["view"] == "keep" and self.view(request.GET)
        views_kept.keep(name=self.name, query=keeps or "", now=timezone.now())
        messages.success(request, _("This list opens for you as it is now.") if keeps else _("Your view is gone."))
        return redirect(f"{request.path}?{keeps}" if keeps else request.path)

    def _rows(self, source: Source[Row], asked: Asked) -> Sequence[Row]:
        found = source(asked)
        if self.by_source:
            return found
        if asked.text:
            found = rows.matching(found, asked.text, self._words)
        by = next((each for each in self.columns if each.name == asked.sort), None)
        return found if by is None else rows.arranged(found, by.value, down=asked.down)

    def _words(self, row: Row) -> list[str]:
        return [cells.text(each.value(row)) for each in self.columns if each.where != "file"]

    def _file(self, request: HttpRequest, source: Source[Row]) -> HttpResponse:
        asked = self.asked(request.GET)
        found, personal = self._rows(source, asked), asked.personal
        if len(found) > MOST:
            messages.error(request, _("That is more than one file holds. Choose less."))
            return redirect(f"{request.path}?{self.view(request.GET) or 'all'}")
        found = found[:]  # read once, also where the source answers page by page
        self._log(found, personal=personal)
        columns = [c for c in self.columns if c.where != "page" and (personal or not c.personal)]
        name = f"{str(self.title).lower().replace(' ', '-')}-{timezone.localdate():%Y-%m-%d}"
        head = [str(column.label) for column in columns]
        if request.GET["as"] == "xlsx":
            return pages.xlsx([head, *([cells.local(c.value(row)) for c in columns] for row in found)], name=name)
        return pages.csv([head, *([cells.text(c.value(row)) for c in columns] for row in found)], name=name)

    def _log(self, found: Sequence[Row], *, personal: bool) -> None:
        audit.read(
            action=self.action,
            subject=self.subject,
            rows=[self.key(row) for row in found],
            said={self.key(row): self.called(row) for row in found} if personal and self.called else None,
            detail={"rows": len(found), "personal": personal},
        )


def _head(column: Column[Any], asked: Asked) -> Head:
    mine = column.sorts and asked.sort == column.name
    down = mine and not asked.down
    return Head(
        column,
        ("descending" if asked.down else "ascending") if mine else "",
        f"{'-' if down else ''}{column.name}",
    )


def _cell(column: Column[Any], row: Any) -> Cell:
    return Cell(column, cells.said(column.value(row)), column.link(row) if column.link else "")
