"""Rosters taken out as files, and the letter to those whom a list brought."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import exporting, telling
from .importing import FIELDS

WRITE: Final = {"csv": pages.csv, "xlsx": pages.xlsx}


@may("watch.do")
@require_GET
def rosters(request: ActorRequest) -> HttpResponse:
    """How lists of members come in and go out."""
    titles = {field.key: field.title for field in FIELDS}
    return render(request, "watch/rosters.html", {"columns": [titles[key] for key in exporting.COLUMNS]})


@may("watch.do")
@require_GET
def all_of_them(request: ActorRequest) -> HttpResponse:
    """The rosters of all groups that go on. Reading them is logged."""
    return _file(request, None, pgettext("of watch groups", "Rosters"))


@may("watch.do")
@require_GET
def one(request: ActorRequest, group_id: int) -> HttpResponse:
    """The roster of one group. Reading it is logged."""
    return _file(request, [group_id], f"{_('roster')}-{group_id}")


def _file(request: ActorRequest, group_ids: Sequence[int] | None, name: str) -> HttpResponse:
    write = WRITE.get(request.GET.get("as", "csv"), pages.csv)
    return write(pages.known_or_404(exporting.table, group_ids=group_ids), name=name.lower())


@pages.post("watch:roster", "group_id")
@may("watch.do")
def tell(request: ActorRequest, group_id: int) -> HttpResponse:
    """Tell those whom a list brought what is kept of them."""
    return pages.act(
        request,
        lambda: telling.tell(group_id=group_id, now=timezone.now()),
        to=("watch:roster", group_id),
        done=_("Their letters are on their way."),
    )
