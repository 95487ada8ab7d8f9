"""The pages of the account: batches bought in and corrected, payments, and the closing sheet."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import closing, journal, paper, reading, rules, stock, suppliers, words
from .forms import BuyForm, CloseForm, CorrectForm, PayForm


@may("marking.do")
@require_http_methods(["GET", "POST"])
def buy(request: ActorRequest) -> HttpResponse:
    """Kits were bought in."""
    form = BuyForm(pages.sent(request))
    return pages.form_page(
        request,
        "marking/buy.html",
        form,
        keep=lambda: stock.buy(bought=form.bought(), now=timezone.now()),
        to=lambda number: ("marking:lot", number),
        done=_("The kits are in stock."),
    )


@may("marking.see")
@require_GET
def lot_page(request: ActorRequest, lot_id: int) -> HttpResponse:
    """One batch: what is left of it, where it went, and what its supplier says."""
    return _lot(request, lot_id, CorrectForm())


def _lot(request: ActorRequest, lot_id: int, form: CorrectForm) -> HttpResponse:
    lot = pages.known_or_404(reading.lot, lot_id=lot_id)
    moved = journal.lines(lot_id=lot_id)
    by_kind = [(words.KINDS[kind], rules.total(m for m in moved if m.kind == kind)) for kind in closing.KINDS]
    shown = {
        "lot": lot, "correct": form, "supplier": suppliers.known(lot.supplier),
        "moved": [(said, line) for said, line in by_kind if line.kits or line.decals],
        "money": {name: rules.kronor(getattr(lot, name)) for name in ("cost", "price", "subsidy")},
        "handed": [
            (each, words.WAYS[each.way], words.STATES[each.state])
            for each in reading.handings(lot_id=lot_id, limit=12)
        ],
    }  # fmt: skip
    return render(request, "marking/lot.html", shown)


@may("marking.see")
@require_GET
def label(request: ActorRequest, lot_id: int) -> HttpResponse:
    """The label of a box as PDF, with a code that a phone reads."""
    lot = pages.known_or_404(reading.lot, lot_id=lot_id)
    return pages.pdf(request, lambda: paper.label(lot=lot), name=f"kit-{lot.label}", back=("marking:lot", lot_id))


@pages.post("marking:lot", "lot_id")
@may("marking.do")
def correct(request: ActorRequest, lot_id: int) -> HttpResponse:
    """Set right what lies on the shelf."""
    form = CorrectForm(request.POST)
    return pages.act(
        request,
        lambda: journal.correct(lot_id=lot_id, now=timezone.now(), **form.cleaned_data),
        to=("marking:lot", lot_id),
        done=_("Corrected."),
        form=form,
    )


@pages.post("marking:handing", "handing_id")
@may("marking.do")
def pay(request: ActorRequest, handing_id: int) -> HttpResponse:
    """Money was taken for what was sold."""
    form = PayForm(request.POST)
    return pages.act(
        request,
        lambda: stock.pay(handing_id=handing_id, amount=form.cleaned_data["amount"], now=timezone.now()),
        to=("marking:handing", handing_id),
        done=_("Paid."),
        form=form,
    )


@may("marking.do")
@require_http_methods(["GET", "POST"])
def close(request: ActorRequest) -> HttpResponse:
    """The closing sheet: count, and close where it balances."""
    sheet = closing.sheet()
    form = CloseForm(pages.sent(request), sheet=sheet)
    return pages.form_page(
        request,
        "marking/close.html",
        form,
        keep=lambda: closing.close(
            counted=form.counted(), till=form.cleaned_data["till"], seen=form.cleaned_data["seen"],
            user_id=request.actor.user_id, now=timezone.now(),
        ),
        to="marking:close",
        done=_("It balances, and the account is closed."),
        shown=lambda: _sheet(sheet),
    )  # fmt: skip


def _sheet(sheet: closing.Sheet) -> dict[str, Any]:
    amounts = [
        (words.KINDS[kind], line, *(rules.kronor(getattr(line, name)) for name in ("price", "subsidy", "paid")))
        for kind, line in sheet.by_kind.items()
    ]
    last = [(each, rules.kronor(each.paid)) for each in closing.closings()]
    return {"sheet": sheet, "amounts": amounts, "owed": rules.kronor(sheet.owed), "closings": last}
