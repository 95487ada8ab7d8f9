"""Pages of the library for staff: what there is, one article, own words begun, and a new edition looked at."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from . import api, comparing, deciding, editions, forms, library, library_forms, reading, shelf, stock, words
from .editions import Compared
from .stock import Held
from .values import Words


@may("text.see")
@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """All articles, those of a state alone where that was asked."""
    found, state = stock.stock(timezone.now()), request.GET.get("state", "")
    counts = [(each, said, sum(each in held.states for held in found)) for each, said in words.ARTICLES.items()]
    shown = [held for held in found if state not in words.ARTICLES or state in held.states]
    context = {
        "articles": [(held, _states(held.states)) for held in shown],
        "counts": [(each, said, many) for each, said, many in counts if many],
        "state": state,
        "all": len(found),
    }
    return render(request, "texts/library.html", context)


def _states(states: tuple[str, ...]) -> list[tuple[Any, str]]:
    return [(words.ARTICLES[each], words.ARTICLE_TONES.get(each, "neutral")) for each in states]


@may("text.see")
@require_GET
def article(request: ActorRequest, article: str) -> HttpResponse:
    """One article in its languages, and what was decided of it."""
    return render(request, "texts/article.html", _article(_held(article), None))


def _held(slug: str) -> Held:
    return pages.known_or_404(stock.one, slug, timezone.now())


def _article(held: Held, form: library_forms.HideForm | None) -> dict[str, Any]:
    decided = deciding.decided(article=held.slug)
    names = people.names(user_ids=frozenset(each.by for each in decided if each.by))
    others = [
        (each.slug, each.words.title) for each in shelf.shelf(timezone.now()).all() if each.slug != held.slug
    ]
    return {
        "held": held,
        "article": held.versions[library.reader()].article,
        "versions": [
            (key, words.LANGUAGES[key], each, _states(each.states)) for key, each in held.versions.items()
        ],
        "form": form or library_forms.HideForm(others=None if held.hidden else others),
        "decided": [(each, names.get(each.by or 0, "")) for each in decided],
    }  # fmt: skip


@pages.post("texts:article", "article")
@may("text.publish")
def decide(request: ActorRequest, article: str, how: str) -> HttpResponse:
    """Hide an article, or show it again."""
    held = _held(article)
    others = [(each.slug, each.words.title) for each in shelf.shelf(timezone.now()).all()]
    form = library_forms.HideForm(pages.sent(request), others=others if how == "hide" else None)
    work = deciding.hide if how == "hide" else deciding.show
    return pages.form_page(
        request,
        "texts/article.html",
        form,
        keep=lambda: work(article=article, actor=request.actor, now=timezone.now(), **form.asked()),
        to=("texts:article", article),
        done=_("The article is hidden.") if how == "hide" else _("The article is shown again."),
        shown=lambda: _article(held, form),
    )


@may("text.write")
@require_http_methods(["GET", "POST"])
def begin(request: ActorRequest, article: str, language: str, kind: str) -> HttpResponse:
    """Write own words in an article's place, from a copy of it, or before it."""
    found = pages.known_or_404(library.article, article, language)
    there = next(
        (each for each in reading.texts(kind=kind) if (each.slug, each.language) == (article, language)), None
    )
    if there is not None and request.method == "GET":
        return redirect("texts:text", there.id)
    form = library_forms.OwnForm(pages.sent(request), initial=_begun(request, kind, found.words))
    return pages.form_page(
        request,
        "texts/own.html",
        form,
        keep=lambda: api.write(
            kind=kind, language=language, words=form.words(), both=form.cleaned_data["both"], slug=article,
            actor=request.actor, now=timezone.now(),
        ),
        to=lambda kept: ("texts:text", kept.id),
        done=_("Kept as a draft. Nobody outside reads it yet."),
        shown={"article": found, "kind": kind, "language_name": words.LANGUAGES[language]},
    )  # fmt: skip


def _begun(request: ActorRequest, kind: str, copied: Words) -> dict[str, Any]:
    if kind == "advice":
        return forms.WordsForm.known(copied, based_on=0)
    return {"title": _("What applies in %(place)s") % {"place": request.actor.municipality}}


@may("text.see")
@require_GET
def edition(request: ActorRequest, own_id: int) -> HttpResponse:
    """Own words beside the article as it comes now, with what differs."""
    return render(request, "texts/edition.html", _edition(_compared(own_id), None))


def _compared(own_id: int) -> Compared:
    return pages.known_or_404(editions.compared, pages.known_or_404(api.text, text_id=own_id))


def _edition(found: Compared, form: library_forms.EditionForm | None) -> dict[str, Any]:
    new, ours, before = found.article.words, found.text.words, found.before
    return {
        "found": found,
        "language_name": words.LANGUAGES[found.text.language],
        "since": comparing.of_words(before, new) if before is not None and found.newer else None,
        "differs": comparing.of_words(new, ours) if found.text.kind == "advice" else None,
        "form": form or library_forms.EditionForm(initial={"edition": found.article.edition}),
    }


@pages.post("texts:edition", "own_id")
@may("text.publish")
def settle(request: ActorRequest, own_id: int, how: str) -> HttpResponse:
    """Keep the own words, or give them up for the new edition."""
    found, form = _compared(own_id), library_forms.EditionForm(pages.sent(request))
    work = deciding.keep_ours if how == "keep" else deciding.take_new
    return pages.form_page(
        request,
        "texts/edition.html",
        form,
        keep=lambda: work(text_id=own_id, actor=request.actor, now=timezone.now(), **form.asked()),
        to=("texts:article", found.article.slug),
        done=_("Your own words stay.") if how == "keep" else _("The article is shown as it comes."),
        shown=lambda: _edition(found, form),
    )
