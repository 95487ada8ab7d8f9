"""What a report must keep to, said in the user's words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.places import api as places

from . import models, rules, values, words

CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "dwelling_kind": rules.KINDS,
    "entry_point": rules.ENTRY_POINTS,
    "source": rules.SOURCES,
}
COUNTED: Final = ("draft", "confirmed")


def dwelling(dwelling_id: int) -> places.Dwelling:
    """The dwelling. Raises FieldProblem where the municipality in scope has none with this id."""
    found = places.dwelling(dwelling_id=dwelling_id)
    if found is None:
        raise values.FieldProblem(_("The municipality has no such dwelling."), field="dwelling")
    return found


def times(*, earliest: datetime, latest: datetime, now: datetime) -> None:
    """Raises FieldProblem for a window of time that can't be."""
    problem = rules.time_problem(earliest=earliest, latest=latest, now=now)
    if problem:
        field = "earliest" if problem in {"reversed", "too_old", "too_wide"} else "latest"
        raise values.FieldProblem(str(words.TIME_PROBLEMS[problem]), field=field)


def code(field: str, value: str) -> str:
    """A code of a field's vocabulary. Raises FieldProblem for another."""
    if value not in CODES[field]:
        message = _("%(value)s is not one of: %(known)s.") % {
            "value": short(field, rules.clean(value)[:40], 40),
            "known": ", ".join(filter(None, CODES[field])),
        }
        raise values.FieldProblem(message, field=field)
    return value


def short(field: str, text: str, limit: int) -> str:
    """Text within a limit. Raises FieldProblem for longer text."""
    if len(text) > limit:
        raise values.FieldProblem(_("Keep this under %(limit)d characters.") % {"limit": limit}, field=field)
    return text


def reason(text: str) -> str:
    """The sentence of a change. Raises FieldProblem for none, too long a one, or one with a case number."""
    said = rules.clean(text)
    if problem := rules.reason_problem(said):
        raise values.FieldProblem(str(words.REASON_PROBLEMS[problem]), field="reason")
    return said


def case_told(text: str, *, before: str = "") -> str:
    """The case number that somebody gave, in its one spelling; empty for what stands instead of one.

    One kept `before` may stay as it is. Raises FieldProblem for what is neither.
    """
    number = rules.told_case(text)
    if number or rules.says_no_case(text):
        return short("case_number", number, rules.CASE_NUMBER_LIMIT)
    if before and rules.case_number(text) == before:
        return before
    shown = short("case_number", rules.clean(text), rules.CASE_NUMBER_LIMIT)
    message = _("%(text)s is no case number, such as 5000-K123456-26. Leave it out where there is none.")
    raise values.FieldProblem(message % {"text": shown}, field="case_number")


def same_case(number: str) -> Q:
    """Police parts of the same case: the district is often left out; of any other text only the same is it."""
    same = Q(case_number=number)
    if rules.is_case_number(number):
        bare = number.partition("-K")[2]
        same |= Q(case_number=f"K{bare}") if bare else Q(case_number__endswith=f"-{number}")
    return same


def known_case(case_number: str, *, but: int = 0) -> None:
    """Raises Duplicate where another burglary has the case number; without police authority none is seen."""
    number = rules.told_case(case_number)
    if not number:
        return
    part = models.PolicePart.objects.filter(same_case(number)).exclude(burglary_id=but).first()
    if part is None:
        return
    row = models.Burglary.objects.get(pk=part.burglary_id)
    raise values.Duplicate(
        _("The case number is already there: %(burglary)s.") % {"burglary": sentence(row)},
        burglary_id=row.pk,
        certain=True,
    )


def near_in_time(
    dwelling_id: int, window: rules.Span, *, case_number: str = "", even_withdrawn: bool = False
) -> None:
    """Raises Duplicate where a burglary of the same dwelling lies within a day of the window.

    It says so where that one has another case number than this: then they are two reports.
    """
    states = rules.STATES if even_withdrawn else COUNTED
    known = models.Burglary.objects.filter(
        dwelling_id=dwelling_id,
        state__in=states,
        earliest__lte=window.latest + rules.NEAR,
        latest__gte=window.earliest - rules.NEAR,
    )
    row = rules.likeliest(window, known)
    if row is None:
        return
    message = _("A burglary of this dwelling at about this time is already there: %(burglary)s.")
    said, other = message % {"burglary": sentence(row)}, _other_case(row, case_number)
    if other:
        said = f"{said} {words.OTHER_CASE}"
    raise values.Duplicate(said, burglary_id=row.pk, certain=False, other_case=other)


def _other_case(row: models.Burglary, case_number: str) -> bool:
    """Whether both have a case number, and not the same; without police authority none is seen."""
    number = rules.told_case(case_number)
    part = models.PolicePart.objects.filter(burglary=row).first() if number else None
    known = rules.told_case(part.case_number) if part else ""
    return bool(known) and not rules.same_case(known, number)


def sentence(row: models.Burglary) -> str:
    """A burglary in enough words to tell it from another."""
    home = places.dwelling(dwelling_id=row.home_id)
    return _("%(address)s, %(completed)s, between %(earliest)s and %(latest)s, %(state)s") % {
        "address": home.address if home else "–",
        "completed": str(words.COMPLETED[row.completed]).lower(),
        "earliest": _local(row.earliest),
        "latest": _local(row.latest),
        "state": str(words.STATES[row.state]).lower(),
    }


def _local(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "Y-m-d H:i")
