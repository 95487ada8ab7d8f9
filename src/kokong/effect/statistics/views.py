"""Pages of public statistics: what was got, when and from where; a file taken; Kolada and SCB asked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.bodies import takes_file
from kokong.people.api import ActorRequest, may

from . import forms, words, work

MOST_SHOWN = 300
_LEAD = "effect:dataset"


@may("effect.see")
@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """Every vintage that is kept, the newest first."""
    rows = [(each, words.SOURCES[each.source]) for each in work.datasets()]
    return render(request, "effect/statistics/list.html", {"rows": rows})


@may("effect.see")
@require_GET
def one(request: ActorRequest, dataset_id: int) -> HttpResponse:
    """One vintage: its figures, and how it differs from the one before."""
    found = pages.known_or_404(work.dataset, dataset_id=dataset_id)
    before = work.before(found)
    figures = [(each, words.what(each.key.what)) for each in found.figures[:MOST_SHOWN]]
    shown = {
        "found": found, "source": words.SOURCES[found.source], "figures": figures,
        "more": max(len(found.figures) - MOST_SHOWN, 0), "left_out": words.left_out(found.left_out),
        "older": before[0] if before else None, "difference": before[1] if before else None,
        "changed": [(k, words.what(k.what), a, b) for k, a, b in before[1].changed[:MOST_SHOWN]] if before else [],
        "borders": list(filter(None, map(words.border, sorted({each.key.place for each in found.figures})))),
    }  # fmt: skip
    return render(request, "effect/statistics/dataset.html", shown)


@takes_file(forms.MOST_BYTES, action="effect.do")
@may("effect.do")
@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest) -> HttpResponse:
    """Take an export of Brå's."""
    form = forms.FileForm(pages.sent(request), pages.files(request))

    def keep() -> int:
        file = form.cleaned_data["file"]
        me = request.actor.user_id
        return work.take_file(
            content=file.read(), name=file.name, columns=form.columns(), user_id=me, now=timezone.now()
        )

    title = _("Take an export of Brå’s")
    return pages.form_page(
        request, "effect/statistics/get.html", form, keep=keep, to=lambda number: (_LEAD, number), blame="file",
        done=_("The figures are kept."), shown={"title": title},
    )  # fmt: skip


@may("effect.do")
@require_http_methods(["GET", "POST"])
def kolada(request: ActorRequest) -> HttpResponse:
    """Ask Kolada."""
    form = forms.KoladaForm(pages.sent(request), initial=_usual(request))
    return pages.form_page(
        request, "effect/statistics/get.html", form,
        keep=lambda: work.fetch_kolada(
            indicator=form.cleaned_data["indicator"], municipalities=form.ids(), years=form.years(),
            user_id=request.actor.user_id, now=timezone.now(),
        ),
        to=lambda number: (_LEAD, number), done=_("The figures are kept."), shown={"title": _("Ask Kolada")},
    )  # fmt: skip


@may("effect.do")
@require_http_methods(["GET", "POST"])
def scb(request: ActorRequest) -> HttpResponse:
    """Ask SCB for a table by region and year."""
    form = forms.ScbForm(pages.sent(request), initial=_usual(request))
    return pages.form_page(
        request, "effect/statistics/get.html", form,
        keep=lambda: work.fetch_scb(
            table=form.cleaned_data["indicator"],
            chosen={"Region": form.ids(), "Tid": list(map(str, form.years()))},
            user_id=request.actor.user_id, now=timezone.now(),
        ),
        to=lambda number: (_LEAD, number), done=_("The figures are kept."), shown={"title": _("Ask SCB")},
    )  # fmt: skip


def _usual(request: ActorRequest) -> dict[str, object]:
    """Our own municipality, and ten years."""
    year = timezone.localdate().year - 1
    return {"municipalities": request.actor.code, "first": year - 9, "last": year}
