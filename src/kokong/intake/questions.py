"""What is asked about a file as fields of a form: how its days are written, and what its words mean."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from . import words
from .decisions import Decisions
from .understanding import DayQuestion, Understood, WordQuestion

YEARS: Final = 11
ORDERS: Final = {
    "dmy": gettext_lazy("Day first"),
    "mdy": gettext_lazy("Month first"),
    "ymd": gettext_lazy("Year first"),
}


def fields(asked: Understood, decided: Decisions, *, today: date) -> Iterator[tuple[str, forms.ChoiceField]]:
    """A field for each question, with what was decided before."""
    for day in asked.days:
        yield _day_key(day), _day(day, decided, today)
    for word in asked.words:
        yield _word_key(word), _word(asked, word, decided)


def _day_key(question: DayQuestion) -> str:
    return f"days_{question.doubt}"


def _word_key(question: WordQuestion) -> str:
    return f"word_{question.field}_{sha256(question.key.encode()).hexdigest()[:12]}"


def _day(question: DayQuestion, decided: Decisions, today: date) -> forms.ChoiceField:
    number, column, cell, readings = question.examples[0]
    told = {"column": column, "cell": cell, "row": number, "question": str(words.DOUBTS[question.doubt])}
    return forms.ChoiceField(
        label=_("%(column)s: “%(cell)s” in row %(row)d has two readings. %(question)s") % told,
        choices=[("", pgettext("import", "Decide")), *_answers(question, readings, today)],
        initial=str(getattr(decided, question.doubt) or ""),
        help_text=_rows(question.rows, question.examples),
        required=False,
    )


def _answers(question: DayQuestion, readings: Mapping[str, date], today: date) -> list[tuple[str, str]]:
    if question.doubt == "year":
        return [(str(today.year - ago), str(today.year - ago)) for ago in range(YEARS)]
    return [(order, f"{ORDERS[order]}: {date_format(day, 'j F Y')}") for order, day in readings.items()]


def _rows(count: int, examples: Iterable[tuple[int, str, str, Mapping[str, date]]]) -> str:
    shown = ", ".join(f"{cell} ({number})" for number, _column, cell, _readings in examples)
    return _("Rows: %(count)d, such as %(examples)s.") % {"count": count, "examples": shown}


def _word(asked: Understood, question: WordQuestion, decided: Decisions) -> forms.ChoiceField:
    meanings = asked.reading.vocabularies[question.field].meanings
    told = {"column": question.column, "word": question.word}
    return forms.ChoiceField(
        label=_("%(column)s: what does “%(word)s” mean?") % told,
        choices=[("", pgettext("import", "Decide")), *((code, str(title)) for code, title in meanings.items())],
        initial=decided.words.get(question.field, {}).get(question.key, ""),
        help_text=_("Rows: %(count)d, the first is %(row)d.") % {"count": question.rows, "row": question.first},
        required=False,
    )


def orders(before: Decisions, given: Mapping[str, str]) -> Decisions:
    """Only in which order days stand, as a form says it now or said it before."""
    order, short = (
        said if (said := given.get(f"days_{doubt}") or kept) in ORDERS else ""
        for doubt, kept in (("order", before.order), ("short", before.short))
    )
    return Decisions(order=order, short=short)  # type: ignore[arg-type]


def answered(asked: Understood, before: Decisions, given: Mapping[str, str], *, aside: Iterable[str]) -> Decisions:
    """The decisions that a form's answers make; what was not asked now stays as it was."""
    days = {question.doubt: given.get(_day_key(question), "") for question in asked.days}
    known = {name: dict(of) for name, of in before.words.items()}
    for word in asked.words:
        known.setdefault(word.field, {}).pop(word.key, None)
        if means := given.get(_word_key(word), ""):
            known[word.field][word.key] = means
    return Decisions(
        aside=tuple(sorted(aside)),
        order=days.get("order", before.order),  # type: ignore[arg-type]
        short=days.get("short", before.short),  # type: ignore[arg-type]
        year=int(days.get("year", before.year) or 0),
        words=known,
    )
