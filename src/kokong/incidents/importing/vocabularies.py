"""What the words of each column of a file of burglaries mean, and what can be chosen for one that nobody knows."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong.intake.api import LEAVE, Vocabulary
from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.tables import municipalities

from .. import words
from . import cells, codes

Words = str | Promise
LEFT: Final = _("Leave these rows out")


def _kinds() -> Vocabulary:
    meanings = {
        **words.KINDS, "house_or_row": _("House or row house, as the address register says"),
        "own": _("As in the address register"), LEAVE: LEFT,
    }  # fmt: skip
    return Vocabulary(meanings, cells.KINDS, cells.kind)


def _completed() -> Vocabulary:
    return Vocabulary(_ways(), cells.COMPLETED, cells.completed)


def _attempted() -> Vocabulary:
    return Vocabulary(_ways(), cells.ATTEMPTED, cells.completed)


def _rubrics() -> Vocabulary:
    return Vocabulary({**_ways(), "burglary": _("A burglary of a home")}, {}, cells.rubric)


def _ways() -> dict[str, Words]:
    return {"completed": words.COMPLETED[True], "attempted": words.COMPLETED[False], LEAVE: LEFT}


def _crimes() -> Vocabulary:
    def read(cell: object) -> str:
        code = codes.code_of(cell)
        return code if code in codes.CODES else LEAVE

    return Vocabulary({**words.CRIMES, LEAVE: LEFT}, {}, read, codes.key)


def _states() -> Vocabulary:
    meanings = {"confirmed": _("A burglary like the others"), "draft": words.STATES["draft"], LEAVE: LEFT}
    return Vocabulary({**meanings, "withdrawn": words.STATES["withdrawn"]}, cells.STATES)


def _cancelled() -> Vocabulary:
    return Vocabulary(
        {"no": _("A burglary like the others"), LEAVE: LEFT}, {"no": "no", "yes": LEAVE}, None, cells.struck
    )


def _closed() -> Vocabulary:
    """An investigation that was closed was of a burglary all the same, or of none: somebody has to say."""
    return Vocabulary({"no": _("A burglary like the others"), LEAVE: LEFT}, {"no": "no"}, None, cells.ticked)


def _municipalities() -> Vocabulary:
    home = Municipality.objects.get(pk=tenancy.municipality_id())
    ours = municipalities.own(name=home.name, code=home.code)

    def read(cell: object) -> str:
        found = municipalities.is_ours(cell, ours)
        if found is None:
            raise ValueError(cell)
        return "ours" if found else LEAVE

    return Vocabulary({"ours": _("Our municipality"), LEAVE: LEFT}, {}, read, municipalities.key)


OF: Final[Mapping[str, Callable[[], Vocabulary]]] = {
    "dwelling_kind": _kinds,
    "completed": _completed,
    "attempted": _attempted,
    "rubric": _rubrics,
    "crime_code": _crimes,
    "state": _states,
    "cancelled": _cancelled,
    "closed": _closed,
    "municipality": _municipalities,
}
