"""The home check for everybody. The server shows the questions and never hears an answer."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokong import questions
from kokong.kernel import installation, public, tenancy
from kokong.kernel.models import Municipality
from kokong.kernel.public import Below, Page, Teaser

from .rules import PAGE
from .sheet import language as reads
from .sheet import sheet

EASY: Final = "lattlast"
ADVICE: Final = "advice"
"""The page whose articles say more."""


def show(now: datetime) -> Mapping[str, Any]:
    """The sheet in the page's language."""
    return _shown(reads(), now)


def easy(slug: str, language: str, now: datetime) -> Mapping[str, Any] | None:  # noqa: ARG001
    """The sheet in easy Swedish."""
    return _shown("sv-easy", now) | {"title": sheet().title["sv-easy"]} if slug == EASY else None


def _shown(language: str, now: datetime) -> dict[str, Any]:
    asked = questions.said(sheet(), language)
    asked_in = {part["id"]: [q for q in asked["questions"] if q["part"] == part["id"]] for part in asked["parts"]}
    return {
        "keep": installation.current().url + reverse("homecheck:keep", args=[_code()]),
        "parts": [{**part, "questions": asked_in[part["id"]]} for part in asked["parts"]],
        "articles": _articles(language.partition("-")[0], now),
        "sheet": json.dumps(_lean(asked), ensure_ascii=False),
        "words": json.dumps(_words(), ensure_ascii=False),
        "easy": EASY if language == "sv" else "",
        "is_easy": language == "sv-easy",
    }


def _articles(language: str, now: datetime) -> list[tuple[str, str]]:
    """The articles that say more, where everybody can read them: the end of each address, and its title."""
    advice = public.page(ADVICE)
    if advice is None or advice.searchable is None or not public.is_published(ADVICE):
        return []
    said = {(each.slug, each.language): each.title for each in advice.searchable(now, "")}
    wanted = sorted({each.more for each in sheet().questions if each.more})
    found = [(slug, said.get((slug, language)) or said.get((slug, "sv"), "")) for slug in wanted]
    return [(slug, title) for slug, title in found if title]


def _lean(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What the page's script computes with. What is asked stands in the form beside it, and isn't sent twice."""
    computed = [
        {key: question[key] for key in ("id", "part", "kind", "weight", "when", "after", "others", "more")}
        | {"choices": [{key: each[key] for key in each if key != "says"} for each in question["choices"]]}
        for question in asked["questions"]
    ]
    return {"id": asked["id"], "edition": asked["edition"], "parts": asked["parts"], "questions": computed}


def _code() -> str:
    return Municipality.objects.values_list("code", flat=True).get(pk=tenancy.municipality_id())


def _words() -> dict[str, str]:
    """What the page itself says of answers."""
    return {
        "layer": gettext("{done} of {all} seen to"),
        "open": gettext("not answered yet"),
        "left": gettext("{n} questions left"),
        "lastLeft": gettext("1 question left"),
        "free": gettext("Costs nothing"),
        "kronor": gettext("About {from}–{to} kronor"),
        "minutes": gettext("{from}–{to} minutes"),
        "others": gettext("Ask your landlord or the association first."),
        "nothing": gettext("Nothing left of what we asked about. Look again in a year."),
        "older": gettext("This link is from an earlier edition. What is no longer asked is left out."),
        "copied": gettext("The link is copied. It holds your answers; whoever has it can see them."),
        "mark": gettext("Copy the link from the address field."),
    }


CHECK: Final = Page(
    name=PAGE,
    title=_("The home check"),
    says=_(
        "Lets everybody go through their own home and see what is worth doing next. No answer leaves the reader's "
        "page; it shows nothing of anybody."
    ),
    template="homecheck/public/check.html",
    show=show,
    below=Below("homecheck/public/easy.html", easy),
    menu=20,
    light=True,
    teaser=Teaser("homecheck/public/teaser.html", lambda now: {}, order=20),  # noqa: ARG005
)
