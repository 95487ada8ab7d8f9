"""The pages of the picture."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import audit, pages
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from . import counting, drawing, freezing, paper, reading, words
from .forms import FreezeForm, TextForm
from .periods import twelve_months
from .values import Text, Version

FOLDER: Final = "cooperation/picture"


@may("cooperation.see")
@require_GET
def live(request: ActorRequest) -> HttpResponse:
    """The figures as they are now, the text, the versions, and what the newest would say otherwise today."""
    now = timezone.now()
    asked = twelve_months(timezone.localdate(now))
    versions = reading.versions()
    shown = {
        "asked": asked,
        "parts": [drawing.shown(each) for each in counting.said(counting.numbers(asked))],
        "draft": (draft := reading.draft()),
        "texts": _texts(draft.text),
        "versions": versions,
        "names": _names(versions),
        "changed": reading.since_then(reading.version(number=versions[0].number), _language()) if versions else (),
        "freeze": FreezeForm(initial={"after": versions[0].number if versions else 0}),
    }
    return render(request, f"{FOLDER}/live.html", shown)


@may("cooperation.do")
@require_http_methods(["GET", "POST"])
def text(request: ActorRequest) -> HttpResponse:
    """Write beside the figures."""
    form = TextForm(pages.sent(request), initial=TextForm.known(reading.draft()))
    return pages.form_page(
        request,
        f"{FOLDER}/text.html",
        form,
        keep=lambda: freezing.write(
            text=form.said(), edition=form.cleaned_data["edition"], user_id=request.actor.user_id,
            now=timezone.now(),
        ),
        to="cooperation:picture",
        done=_("Saved."),
        blame="conclusions",
    )  # fmt: skip


@pages.post("cooperation:picture")
@may("cooperation.do")
def freeze(request: ActorRequest) -> HttpResponse:
    """Keep the picture as a version."""
    form = FreezeForm(pages.sent(request))
    return pages.act(
        request,
        lambda: freezing.freeze(
            after=form.cleaned_data["after"], user_id=request.actor.user_id, now=timezone.now()
        ),
        to=lambda number: ("cooperation:picture-version", number),
        done=lambda number: _("Version %(n)d is frozen. It stays as it is.") % {"n": number},
        back="cooperation:picture",
        form=form,
    )


@may("cooperation.see")
@require_GET
def version_page(request: ActorRequest, version: int) -> HttpResponse:
    """A frozen picture."""
    found = pages.known_or_404(reading.version, number=version)
    others = [each for each in reading.versions() if each.number != version]
    shown = {
        "version": found, "name": _names((found,)).get(found.by or 0, ""), "texts": _texts(found.text),
        "parts": [drawing.shown(each) for each in found.said(_language())],
        "changed": reading.since_then(found, _language()), "others": others,
    }  # fmt: skip
    return render(request, f"{FOLDER}/version.html", shown)


@may("cooperation.see")
@require_GET
def beside(request: ActorRequest, version: int, other_version: int) -> HttpResponse:
    """Two versions side by side, the older at the left."""
    first, second = (pages.known_or_404(reading.version, number=each) for each in sorted((version, other_version)))
    texts = [
        (words.HEADINGS[name], getattr(first.text, name), getattr(second.text, name)) for name in words.HEADINGS
    ]
    found = reading.beside(first.said(_language()), second.said(_language()))
    shown = {
        "first": first, "second": second,
        "texts": [each for each in texts if each[1] or each[2]],
        "differences": [each for each in found if not each.same],
        "same": [each.title for each in found if each.same],
    }  # fmt: skip
    return render(request, f"{FOLDER}/beside.html", shown)


@may("cooperation.see")
@require_GET
def pdf(request: ActorRequest, version: int) -> HttpResponse:
    """A version as a document for a board."""
    return _paper(request, version, paper.report, _("situational picture"))


@may("cooperation.see")
@require_GET
def slides(request: ActorRequest, version: int) -> HttpResponse:
    """A version as slides for the steering group."""
    return _paper(request, version, paper.slides, _("slides"))


def _paper(request: ActorRequest, number: int, made: Any, name: str) -> HttpResponse:
    found: Version = pages.known_or_404(reading.version, number=number)
    audit.record(action="picture.printed", subject=freezing.SUBJECT, subject_id=found.id)
    return pages.pdf(
        request,
        lambda: made(found, language=_language()),
        name=f"{name}-{number}",
        back=("cooperation:picture-version", number),
    )


def _texts(text: Text) -> list[tuple[Any, str]]:
    return [(heading, getattr(text, name)) for name, heading in words.HEADINGS.items() if getattr(text, name)]


def _names(versions: tuple[Version, ...]) -> dict[int, str]:
    return dict(people.names(user_ids=frozenset(each.by for each in versions if each.by)))


def _language() -> str:
    return (get_language() or "sv").split("-")[0]
