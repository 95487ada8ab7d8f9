"""What people are written about their rights; `flows` has it sent."""

from django.urls import reverse

from kokong.kernel import installation
from kokong.kernel.models import Municipality

from .. import letters
from ..models import RightsCase, RightsLink
from ..values import Letter
from . import asking, words


def address(*, number: int, what: str) -> str:
    """Where it goes; empty where there is nothing to tell any more."""
    rows = RightsLink if what == "link" else RightsCase
    found = rows._base_manager.filter(pk=number).values_list("email", flat=True).first()
    return str(found or "")


def letter(*, number: int, what: str) -> Letter | None:
    """The letter itself; None where what it is about is gone."""
    return _link(number) if what == "link" else _case(number, what)


def _link(number: int) -> Letter | None:
    row = RightsLink.objects.filter(pk=number).select_related("municipality").first()
    if row is None:
        return None
    path = reverse("people:rights-by-link", args=[asking.secret_of(row)])
    return letters.written("rights_link", {"place": row.municipality, "url": installation.current().url + path})


def _case(number: int, what: str) -> Letter | None:
    row = RightsCase.objects.filter(pk=number).select_related("municipality").first()
    if row is None:
        return None
    shown = {
        "place": row.municipality, "case": row, "kind": words.KINDS[row.kind],
        "outcome": words.OUTCOMES.get(row.outcome, ""), "url": ask_again_at(row.municipality),
    }  # fmt: skip
    return letters.written(f"rights_{what}", shown)


def ask_again_at(place: Municipality) -> str:
    """The page on which anybody asks for a link."""
    return installation.current().url + reverse("people:rights-of", args=[place.code])
